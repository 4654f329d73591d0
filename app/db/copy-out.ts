import type pg from "pg";

/** Big enough that the way to a socket costs little, small enough to hold many of them. */
const BLOCK_BYTES = 65_536;
const BLOCKS_AHEAD = 2;

/**
 * `COPY … TO STDOUT` as blocks of bytes. PostgreSQL makes the text; here its rows, one message each, are
 * gathered into blocks, and the server waits while nobody takes them.
 */
export class CopyOut implements pg.Submittable {
  rows = 0;
  private readonly text: string;
  private readonly separator: Buffer;
  private wire: pg.Connection | null = null;
  private block = Buffer.allocUnsafe(BLOCK_BYTES);
  private filled = 0;
  private ready: Buffer[] = [];
  private over = false;
  private failure: Error | null = null;
  private wake: (() => void) | null = null;

  /** The separator comes before each row but the first. */
  constructor(text: string, separator = "") {
    this.text = text;
    this.separator = Buffer.from(separator);
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
    if (this.rows > 0) this.add(this.separator);
    this.add(chunk);
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

  private fail(error: Error): void {
    this.failure ??= error;
    this.awake();
  }

  private awake(): void {
    const wake = this.wake;
    this.wake = null;
    wake?.();
  }
}
