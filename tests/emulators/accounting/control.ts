import { type Exchange, parseBody, send } from "../shopify/exchange.ts";
import type { BookEmulator } from "./emulator.ts";
import type { QueuedFault } from "./faults.ts";
import type { JournalChange, JournalLine } from "./ledger.ts";
import type { BookScenario } from "./scenario.ts";

type Input = Record<string, unknown>;
type Handler = (emulator: BookEmulator, input: Input) => unknown;

/** The levers under /_emulator, for another process that wants to pull them. Bodies and answers are JSON. */
const handlers: Record<string, Handler> = {
  "GET /": () => Object.keys(handlers),
  "GET /health": (emulator) => ({
    kind: emulator.kind,
    organisations: [...emulator.world.organisations.keys()],
  }),
  "GET /faults": (emulator) => emulator.faults.list(),
  "POST /faults": (emulator, input) => {
    emulator.fault(...((Array.isArray(input) ? input : [input]) as QueuedFault[]));
    return emulator.faults.list();
  },
  "DELETE /faults": (emulator) => emulator.faults.clear(),
  "POST /partition": (emulator) => emulator.faults.partition(),
  "DELETE /partition": (emulator) => emulator.faults.heal(),
  "GET /calls": (emulator) => emulator.calls(),
  "DELETE /calls": (emulator) => emulator.clearCalls(),
  "GET /pace": (emulator) => ({ peaks: emulator.pace.peaks(), refusals: emulator.pace.refusals() }),
  "POST /pace": (emulator, input) => emulator.pace.setScale(Number(input.scale)),
  "GET /switches": (emulator) => ({ now: emulator.world.switches, choices: emulator.face.switchChoices }),
  "POST /switches": (emulator, input) => emulator.setSwitches(input),
  "POST /age": (emulator, input) => emulator.ageBy(Number(input.ms)),
  "POST /keys/forget": (emulator) => emulator.forgetKeys(),
  "GET /organisations": (emulator) => [...emulator.world.organisations.values()],
  "POST /organisations": (emulator, input) => emulator.addOrganisation(input as unknown as BookScenario),
  "POST /connect": (emulator, input) => emulator.connect(String(input.organisation)),
  "POST /disconnect": (emulator, input) => emulator.disconnect(String(input.organisation)),
  "POST /lock": (emulator, input) =>
    emulator.lock(String(input.organisation), input.day ? String(input.day) : null),
  "POST /journals/edit": (emulator, input) =>
    emulator.edit(String(input.organisation), String(input.journal), changeOf(input.change as Input)),
  "POST /journals/delete": (emulator, input) =>
    emulator.edit(String(input.organisation), String(input.journal), { state: "deleted" }),
};

/** JSON has no integers of this size, so amounts travel as text. */
function changeOf(change: Input): JournalChange {
  const lines = change.lines as (Omit<JournalLine, "minor"> & { minor: string })[] | undefined;
  return lines ? { ...change, lines: lines.map((line) => ({ ...line, minor: BigInt(line.minor) })) } : change;
}

export async function answerControl(emulator: BookEmulator, exchange: Exchange): Promise<void> {
  const handler = handlers[`${exchange.method} ${exchange.path.slice("/_emulator".length) || "/"}`];
  if (!handler) return answer(404, { error: "There is no such lever." });
  const body = parseBody(await exchange.readBody(), exchange.request.headers["content-type"]);
  if (!body) return answer(400, { error: "The body is not JSON." });
  const input = Array.isArray(body) ? body : { ...Object.fromEntries(exchange.url.searchParams), ...body };
  try {
    answer(200, handler(emulator, input as Input) ?? {});
  } catch (problem) {
    answer(400, { error: problem instanceof Error ? problem.message : String(problem) });
  }

  function answer(status: number, said: unknown): void {
    const text = JSON.stringify(said, (_, value) => (typeof value === "bigint" ? value.toString() : value));
    send(exchange, { status, body: text }, emulator.now());
  }
}
