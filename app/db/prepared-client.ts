import { createHash } from "node:crypto";
import type { Writable } from "node:stream";
import pg from "pg";

const STATEMENTS_MAX = 400;

const names = new Map<string, string>();

/**
 * Names every statement with parameters, so that PostgreSQL parses and plans it once a connection instead of
 * once a call. Beyond the number a server should keep for a connection, statements stay nameless.
 */
export class PreparedClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config);
    const query = this.query.bind(this) as (...parts: unknown[]) => unknown;
    const prepared = (...parts: unknown[]) => {
      const [statement] = parts;
      if (isStatement(statement)) statement.name = nameOf(statement.text);
      this.#sendTogether();
      return query(...parts);
    };
    this.query = prepared as typeof this.query;
  }

  /** What is asked in one turn of the event loop leaves in one packet. */
  #sendTogether(): void {
    const { stream } = this.connection as unknown as { stream: Writable };
    if (stream.writableCorked > 0) return;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}

type Statement = { text: string; values: unknown[]; name?: string };

function isStatement(value: unknown): value is Statement {
  const seen = value as Partial<Statement> | null;
  return typeof seen === "object" && typeof seen?.text === "string" && (seen.values?.length ?? 0) > 0;
}

export function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= STATEMENTS_MAX) return known;
  const name = createHash("sha256").update(text).digest("hex").slice(0, 32);
  names.set(text, name);
  return name;
}
