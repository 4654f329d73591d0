/** One name as each place writes it: zoho-books, zohoBooks, ZohoBooks, ZOHO_BOOKS, Zoho Books. */
export type BookName = { kind: string; camel: string; pascal: string; upper: string; title: string };

/** What a new book begins with: it compiles, it starts, and every test of the battery fails. */
export function bookFiles(name: BookName): Record<string, string> {
  const { kind } = name;
  const adapter = `app/adapters/accounting/${kind}`;
  return {
    [`${adapter}/capabilities.ts`]: capabilities(name),
    [`${adapter}/config.ts`]: config(name),
    [`${adapter}/index.ts`]: index(name),
    [`tests/emulators/${kind}/face.ts`]: face(name),
    [`tests/emulators/${kind}/server.ts`]: server(name),
    [`tests/contract/${kind}.test.ts`]: battery(name),
  };
}

function capabilities({ kind, title }: BookName): string {
  return `import type { BookCapabilities } from "#app/ports/book.ts";

/** What ${title} takes. No number here is known yet: each is to be found in the vendor's own pages. */
export const capabilities: BookCapabilities = {
  kind: "${kind}",
  name: "${title}",
  referenceLengthMax: 0,
  memoLengthMax: 0,
  lineMemoLengthMax: 0,
  linesMax: 0,
  dimensionsPerLineMax: 0,
  keyLengthMax: 0,
  callEndsWithinMs: 0,
  pace: { callsPerMinute: 1, callsPerSecond: null, callsPerDay: null, callsAtOnce: 1 },
  signInEnds: { idleDays: 0, hardDays: null },
  mayTrackStock: true,
};
`;
}

function config({ pascal, title }: BookName): string {
  return `export type ${pascal}Settings = {
  clientId: string;
  clientSecret: string;
  /** Set: every call to ${title} goes to this address instead, under the same paths. */
  emulatorUrl: string | undefined;
};
`;
}

function index({ pascal, title }: BookName): string {
  return `import type { BookAccess, BookPort, BookSignIn, BookVendor } from "#app/ports/book.ts";
import { capabilities } from "./capabilities.ts";
import type { ${pascal}Settings } from "./config.ts";

export type ${pascal}Parts = { settings: ${pascal}Settings; fetch?: typeof fetch; now?: () => Date };

/** ${title}, by its documented addresses and nothing else. */
export function create${pascal}(parts: ${pascal}Parts): BookVendor {
  return { capabilities, signIn: signInOf(parts), open: (access) => portOf(parts, access) };
}

function signInOf(_parts: ${pascal}Parts): BookSignIn {
  return {
    addressOf: () => notWritten("addressOf"),
    exchange: async () => notWritten("exchange"),
    refresh: async () => notWritten("refresh"),
    revoke: async () => notWritten("revoke"),
  };
}

function portOf(_parts: ${pascal}Parts, _access: BookAccess): BookPort {
  return {
    capabilities,
    describe: async () => notWritten("describe"),
    listAccounts: async () => notWritten("listAccounts"),
    listDimensions: async () => notWritten("listDimensions"),
    findByReferences: async () => notWritten("findByReferences"),
    send: async () => notWritten("send"),
    reverse: async () => notWritten("reverse"),
    find: async () => notWritten("find"),
    changesSince: async () => notWritten("changesSince"),
  };
}

function notWritten(what: string): never {
  throw new Error(\`${title}: \${what} is not written yet\`);
}
`;
}

function face({ kind, camel, title }: BookName): string {
  return `import type { BookFace } from "../accounting/face.ts";

/** ${title}, to be written from what the vendor says and not from our adapter. */
export const ${camel}Face: BookFace = {
  kind: "${kind}",
  name: "${title}",
  idOf: (what, organisation, number) => \`\${what}-\${organisation}-\${number}\`,
  signIn: { codeTtlMs: 300_000, accessTtlMs: 3_600_000, refreshTtlMs: 0, hardTtlMs: null, graceMs: 0 },
  pace: { perSecond: null, perMinute: null, perDay: null, atOnce: null },
  switchChoices: {},
  scope: "",
  manyOrganisations: false,
  authorizePath: "/authorize",
  journalPageOf: () => null,
  callOf: () => null,
  answer: () => ({ status: 501, body: { error: "not emulated yet" } }),
  replies: {
    unauthorised: () => ({ status: 401, body: {} }),
    throttled: () => ({ status: 429, body: {} }),
    failed: (status) => ({ status, body: {} }),
    refusedIn200: () => ({ status: 200, body: {} }),
  },
  paceHeaders: () => ({}),
  callbackOf: () => ({}),
  takenAway: "deleted",
  accountWords: ({ kind }) => kind,
};
`;
}

function server({ camel, pascal, kind }: BookName): string {
  return `import type { BookEmulator, BookEmulatorOptions } from "../accounting/emulator.ts";
import { startBook } from "../accounting/server.ts";
import { ${camel}Face } from "./face.ts";

/** An HTTP server that behaves towards this app as ${kind} does, with a state, and with faults on demand. */
export function start${pascal}(options: BookEmulatorOptions = {}): Promise<BookEmulator> {
  return startBook(${camel}Face, options);
}
`;
}

function battery({ kind, pascal }: BookName): string {
  return `import { expect } from "vitest";
import { create${pascal} } from "#app/adapters/accounting/${kind}/index.ts";
import { emptyPayloads, payloadRecorder } from "#tests/emulators/accounting/recorder.ts";
import { start${pascal} } from "#tests/emulators/${kind}/server.ts";
import { describeBook } from "./book-battery.ts";

emptyPayloads("${kind}");

describeBook({
  kind: "${kind}",
  start: start${pascal},
  vendorOf: (emulator, calling) => {
    const { id: clientId, secret: clientSecret } = emulator.client;
    const settings = { clientId, clientSecret, emulatorUrl: emulator.url };
    return create${pascal}({ settings, fetch: calling, now: () => new Date(emulator.now()) });
  },
  options: { recorder: payloadRecorder("${kind}", () => expect.getState().currentTestName ?? "") },
});
`;
}
