import type pg from "pg";

/** Big enough that the way to a socket costs little, small enough to hold many of them. */
const BLOCK_BYTES = 65_536;
const BLOCKS_AHEAD = 2;

/** Signature, flags, length of an extension. Then each row has its number of fields and their lengths. */
const HEADER_BYTES = 19;
const LENGTHS_BYTES = 6;
const AFTER_LAST = -1;

/**
 * `COPY … TO STDOUT` as blocks of bytes. PostgreSQL makes the text; here its rows, one message each, are
 * gathered into blocks, and the server waits while nobody takes them.
 */
export class CopyOut implements pg.Submittable {
  rows = 0;
  private readonly text: string;
  private readonly separator: Buffer;
  private readonly ending: Buffer;
  private wire: pg.Connection | null = null;
  private block = Buffer.allocUnsafe(BLOCK_BYTES);
  private filled = 0;
  private ready: Buffer[] = [];
  private over = false;
  private failure: Error | null = null;
  private wake: (() => void) | null = null;

  /** The separator comes before each row but the first, the ending behind every one. */
  constructor(text: string, { separator = "", ending = "" } = {}) {
    this.text = text;
    this.separator = Buffer.from(separator);
    this.ending = Buffer.from(ending);
  }

  submit(connection: pg.Connection): void {
    this.wire = connection;
    connection.query(this.text);
  }

  /** The next block, or null after the last one. Throws what the database said instead. */
  async next(): Promise<Buffer | null> {
    for (;;) {
      const block = this.ready.shift();
      if (block) {
        if (this.ready.length < BLOCKS_AHEAD) this.wire?.stream.resume();
        return block;
      }
      if (this.failure) throw this.failure;
      if (this.over) return null;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** The server finds nobody at the other end and gives up its query. */
  abandon(reason: Error): void {
    this.wire?.stream.destroy();
    this.fail(reason);
  }

  handleCopyData({ chunk }: { chunk: Buffer }): void {
    this.addRow(chunk);
  }

  protected addRow(chunk: Buffer): void {
    if (this.rows > 0) this.add(this.separator);
    this.add(chunk);
    this.add(this.ending);
    this.rows += 1;
    // What the socket brought at once is told at once: first rows do not wait for last ones.
    if (this.wake) setImmediate(() => this.flush());
  }

  handleCommandComplete(): void {
    this.flush();
  }

  handleReadyForQuery(): void {
    this.over = true;
    this.awake();
  }

  handleError(error: Error): void {
    this.fail(error);
  }

  handleRowDescription(): void {}
  handleDataRow(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}

  private add(bytes: Buffer): void {
    let taken = 0;
    while (taken < bytes.length) {
      const copied = bytes.copy(this.block, this.filled, taken);
      taken += copied;
      this.filled += copied;
      if (this.filled === BLOCK_BYTES) this.flush();
    }
  }

  private flush(): void {
    if (this.filled === 0) return;
    this.ready.push(this.block.subarray(0, this.filled));
    this.block = Buffer.allocUnsafe(BLOCK_BYTES);
    this.filled = 0;
    if (this.ready.length >= BLOCKS_AHEAD) this.wire?.stream.pause();
    this.awake();
  }

  protected fail(error: Error): void {
    this.failure ??= error;
    this.awake();
  }

  private awake(): void {
    const wake = this.wake;
    this.wake = null;
    wake?.();
  }
}

/**
 * The same in COPY's binary format, of one column: its texts leave as they are, whatever letters are in them,
 * where the other formats would look through every byte for one to escape.
 */
export class TextOut extends CopyOut {
  private hasBegun = false;

  override handleCopyData({ chunk }: { chunk: Buffer }): void {
    const row = this.hasBegun ? chunk : chunk.subarray(HEADER_BYTES);
    this.hasBegun = true;
    if (row.length === 0 || row.readInt16BE(0) === AFTER_LAST) return;
    if (row.readInt16BE(0) === 1 && row.readInt32BE(2) === row.length - LENGTHS_BYTES)
      this.addRow(row.subarray(LENGTHS_BYTES));
    else this.fail(new Error("a message of COPY is not one row of one text"));
  }
}
