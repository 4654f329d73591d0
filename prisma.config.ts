// Runs `prisma generate`, `migrate` and `diff` through the engine written in WebAssembly that comes inside
// the package, so that nothing is downloaded.
import { PrismaPg } from "@prisma/adapter-pg";
import { defineConfig } from "prisma/config";

// The adapter does not know the types of PostgreSQL's own catalogue ("name" and its like): report them as
// text, and the one-letter type as a letter, or the engine gives up at the first check constraint it reads.
const CATALOGUE_TYPES = new Set([18, 19, 22, 24, 30, 194, 2205, 2206, 4089]);
const LETTER = 18;
const TEXT = 25;
/** As the engine numbers the kinds of columns an adapter may answer with. */
const CHARACTER_COLUMN = 6;

type Field = { dataTypeID: number };
type Connection = {
  client: { query(sql: string): Promise<unknown> };
  performIO(query: unknown): Promise<{ fields?: Field[] }>;
  queryRaw(query: unknown): Promise<{ columnTypes: number[] }>;
  executeScript(sql: string): Promise<void>;
  startTransaction?(...args: unknown[]): Promise<Connection>;
};

function mended(connection: Connection): Connection {
  let letters: boolean[] = [];
  const performIO = connection.performIO.bind(connection);
  connection.performIO = async (query) => {
    const result = await performIO(query);
    const fields = result.fields ?? [];
    letters = fields.map((field) => field.dataTypeID === LETTER);
    for (const field of fields) if (CATALOGUE_TYPES.has(field.dataTypeID)) field.dataTypeID = TEXT;
    return result;
  };
  const queryRaw = connection.queryRaw.bind(connection);
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const columnTypes = result.columnTypes.map((type, at) => (letters[at] ? CHARACTER_COLUMN : type));
    return { ...result, columnTypes };
  };
  // The adapter cuts scripts at every semicolon, which breaks function bodies: send them whole.
  connection.executeScript = async (sql) => {
    await connection.client.query(sql);
  };
  const startTransaction = connection.startTransaction?.bind(connection);
  if (startTransaction)
    connection.startTransaction = async (...args) => mended(await startTransaction(...args));
  return connection;
}

class SchemaEnginePg extends PrismaPg {
  override async connect() {
    return mended((await super.connect()) as never) as never;
  }
  override async connectToShadowDb() {
    return mended((await super.connectToShadowDb()) as never) as never;
  }
}

export default defineConfig({
  experimental: { adapter: true },
  engine: "js",
  schema: "prisma/schema.prisma",
  adapter: async () => {
    const given = process.env.DATABASE_URL;
    if (!given) throw new Error("Set DATABASE_URL to the database this command shall work on.");
    const url = new URL(given);
    // Not `connectionString`: it would win over the shadow database's name, and the shadow would be the main
    // one.
    return new SchemaEnginePg({
      host: url.hostname,
      port: Number(url.port || 5432),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: url.pathname.slice(1),
      max: 1,
      idleTimeoutMillis: 200,
      allowExitOnIdle: true,
    });
  },
});
