import type { Body, BookFace, BookWorld, Call } from "./face.ts";
import type { FaultQueue, QueuedFault } from "./faults.ts";
import type { Journal, JournalChange, Organisation } from "./ledger.ts";
import type { Pace } from "./pace.ts";
import type { Recorder } from "./recorder.ts";
import type { BookScenario } from "./scenario.ts";
import type { Issued, SignIns } from "./sign-ins.ts";

export type BookEmulatorOptions = {
  /** 0 or missing: any free port. */
  port?: number;
  host?: string;
  scenarios?: BookScenario[];
  clientId?: string;
  clientSecret?: string;
  redirectUris?: string[];
  /** How many times faster than the vendor's its limits pass; 0, the default: no limits. */
  paceScale?: number;
  switches?: Record<string, string | boolean | number>;
  /** Keeps the state over restarts. */
  dataFile?: string;
  /** Missing: in tests all payloads are kept under the names of their operations. */
  recorder?: Recorder;
  /** The clock that `ageBy` is added to; the limits' windows follow it alone. */
  now?: () => number;
  hooks?: BookHooks;
};

/** For a simulation that wants to be there at that very moment. Each may wait. */
export type BookHooks = {
  onCall?: (call: Call) => void | Promise<void>;
  beforeEffect?: (call: Call, body: Body) => void | Promise<void>;
  afterEffect?: (call: Call, status: number) => void | Promise<void>;
};

export type LoggedCall = Call & {
  at: number;
  method: string;
  path: string;
  /** What the caller got; null while running, 0 when the socket was dropped. */
  status: number | null;
  fault: string | null;
};

/** An emulated book as tests, simulation and demo see it, whichever vendor's. */
export type BookEmulator = {
  kind: string;
  url: string;
  port: number;
  face: BookFace;
  world: BookWorld;
  faults: FaultQueue;
  pace: Pace;
  signIns: SignIns;
  hooks: BookHooks;
  client: { id: string; secret: string };
  calls(): readonly LoggedCall[];
  /** Resolves when nothing is under way, not even an effect whose caller heard its connection break. */
  quiet(): Promise<void>;
  clearCalls(): void;
  fault(...faults: QueuedFault[]): void;
  setSwitches(switches: Record<string, unknown>): void;
  /** By id or name; the first when nothing is given; throws when there is none. */
  organisation(idOrName?: string): Organisation;
  addOrganisation(scenario: BookScenario): Organisation;
  /** Moves the emulator's clock. */
  ageBy(ms: number): void;
  now(): number;
  /** Signs in without a browser. */
  connect(organisationIds: string | string[]): Issued;
  /** Ends everything this organisation's people ever agreed to. */
  disconnect(organisationId: string): void;
  forgetKeys(): void;
  /** What a person does there by hand. */
  lock(organisationId: string, day: string | null): void;
  edit(organisationId: string, journalId: string, change: JournalChange): Journal;
  /** Typed in by somebody, with the same freedom a person has there. */
  typeIn(
    organisationId: string,
    journal: Pick<Journal, "number" | "memo" | "date" | "lines"> & { currency?: string },
  ): Journal;
  close(): Promise<void>;
};
