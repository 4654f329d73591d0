import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";

export const ADMIN_SCHEMA_FILE = join(
  dirname(fileURLToPath(import.meta.url)),
  "../.cache/admin_2026-10.json.gz",
);

/** The package that carries Shopify's complete introspection; only its one data file is used. */
const PACKAGE = "@shopify/dev-mcp@1.16.0";
const PACKAGE_INTEGRITY =
  "sha512-tqgRnK7sQhjew+htxtleTH23nXB5fZcsrhWgEkomsorGXvLOB2mh2upwZm8uzuTDNTZnqtLMe64yIwh6s2awtw==";
const MEMBER = "package/dist/data/admin_2026-10.json.gz";
const BLOCK_BYTES = 512;

export type RequiredScopes = {
  type: "type" | "field";
  typeName: string;
  fieldName?: string;
  requiredAccess: string;
  /** Any one of these is enough. */
  offlineScopes: string[];
};

type SchemaFile = { data: IntrospectionQuery; offline_scopes: { items: RequiredScopes[] } };

let file: SchemaFile | undefined;
let schema: GraphQLSchema | undefined;

export function loadAdminSchema(): GraphQLSchema {
  // The introspection is Shopify's own answer: checking it again would cost a second and find nothing.
  schema ??= buildClientSchema(readSchemaFile().data, { assumeValid: true });
  return schema;
}

export function offlineScopes(): RequiredScopes[] {
  return readSchemaFile().offline_scopes.items;
}

/** Fetches the schema into `.cache/` once; afterwards everything works without a network. */
export function ensureAdminSchema(): void {
  if (existsSync(ADMIN_SCHEMA_FILE)) return;
  const folder = mkdtempSync(join(tmpdir(), "admin-schema-"));
  try {
    const tarball = readFileSync(packInto(folder));
    checkIntegrity(tarball);
    const member = extractMember(gunzipSync(tarball), MEMBER);
    mkdirSync(dirname(ADMIN_SCHEMA_FILE), { recursive: true });
    // A rename is atomic: two processes may fetch at once and nobody reads half a file.
    const unfinished = `${ADMIN_SCHEMA_FILE}.${process.pid}`;
    writeFileSync(unfinished, member);
    renameSync(unfinished, ADMIN_SCHEMA_FILE);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readSchemaFile(): SchemaFile {
  ensureAdminSchema();
  file ??= JSON.parse(gunzipSync(readFileSync(ADMIN_SCHEMA_FILE)).toString("utf8")) as SchemaFile;
  return file;
}

function packInto(folder: string): string {
  try {
    const wanted = ["pack", PACKAGE, "--silent", "--ignore-scripts", "--pack-destination", folder];
    // npm would otherwise try a dead network for more than a minute before it says so.
    const patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=2000"];
    execFileSync("npm", [...wanted, ...patience], {
      stdio: ["ignore", "pipe", "pipe"],
      cwd: folder,
      shell: process.platform === "win32",
    });
  } catch (cause) {
    throw new Error(
      `Shopify's Admin schema is not in .cache/ yet and ${PACKAGE} could not be fetched with npm. ` +
        "Connect to the network once (or fix npm's registry) and try again; after that no network is needed.",
      { cause },
    );
  }
  return join(folder, "shopify-dev-mcp-1.16.0.tgz");
}

function checkIntegrity(tarball: Buffer): void {
  const found = `sha512-${createHash("sha512").update(tarball).digest("base64")}`;
  if (found === PACKAGE_INTEGRITY) return;
  throw new Error(
    `${PACKAGE} is not the file that was pinned (expected ${PACKAGE_INTEGRITY}, got ${found}).`,
  );
}

/** Tar is 512-byte headers followed by content; one known member needs no library. */
function extractMember(tar: Buffer, wanted: string): Buffer {
  for (let at = 0; at + BLOCK_BYTES <= tar.length; ) {
    const name = textOf(tar.subarray(at, at + 100));
    const prefix = textOf(tar.subarray(at + 345, at + 500));
    const bytes = Number.parseInt(textOf(tar.subarray(at + 124, at + 136)).trim() || "0", 8);
    const start = at + BLOCK_BYTES;
    if ((prefix ? `${prefix}/${name}` : name) === wanted) return tar.subarray(start, start + bytes);
    at = start + Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
  }
  throw new Error(`${PACKAGE} holds no ${wanted}.`);
}

function textOf(field: Buffer): string {
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? field.length : end).toString("utf8");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensureAdminSchema();
