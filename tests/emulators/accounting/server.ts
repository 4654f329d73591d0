import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { drop, type Exchange, exchangeOf, parseBody, type Reply, send } from "../shopify/exchange.ts";
import { waitFor } from "../shopify/faults.ts";
import { bookCast } from "./cast.ts";
import { answerConsent } from "./consent.ts";
import { answerControl } from "./control.ts";
import type { BookEmulator, BookEmulatorOptions, LoggedCall } from "./emulator.ts";
import type { Body, BookFace, BookWorld, Call } from "./face.ts";
import { createFaults, type Fault } from "./faults.ts";
import { createKeeper, emptyState, loadState } from "./keeper.ts";
import { seedOrganisation } from "./ledger.ts";
import { createLevers } from "./levers.ts";
import { createPace } from "./pace.ts";
import { answerPage } from "./page.ts";
import { createReceived } from "./received.ts";
import { recorderOfTests } from "./recorder.ts";
import { createSignIns } from "./sign-ins.ts";

const KEEP_ALIVE_MS = 60_000;
const CALLS_MAX = 20_000;

/** A server that behaves towards this app as one vendor's does; the face says whose. */
export async function startBook(face: BookFace, options: BookEmulatorOptions = {}): Promise<BookEmulator> {
  let agedMs = 0;
  const clock = options.now ?? Date.now;
  const now = (): number => clock() + agedMs;
  const record = options.recorder ?? recorderOfTests(face.kind);
  const state = loadState(options.dataFile) ?? emptyState();
  const keeper = createKeeper(options.dataFile, () => state);
  const signIns = createSignIns(() => state.signIns, face.signIn, now);
  const firstSwitches = Object.fromEntries(
    Object.entries(face.switchChoices).map(([name, [first]]) => [name, first as string]),
  );
  const world: BookWorld = {
    organisations: state.organisations,
    signIns,
    keys: {
      find: (organisationId, key) => state.keys.get(`${organisationId} ${key}`) ?? null,
      keep: (organisationId, key, reply) => void state.keys.set(`${organisationId} ${key}`, reply),
    },
    switches: { ...firstSwitches, ...options.switches },
    client: {
      id: options.clientId ?? `emulated-${face.kind}-id`,
      secret: options.clientSecret ?? `emulated-${face.kind}-secret`,
    },
    redirectUris: options.redirectUris ?? null,
    now,
    origin: () => emulator.url,
    nextNumber: () => {
      state.sequence += 1;
      return state.sequence;
    },
    changed: () => keeper.changed(),
  };
  const addOrganisation: BookEmulator["addOrganisation"] = (scenario) => {
    const organisation = seedOrganisation(scenario, face.idOf, now());
    world.organisations.set(organisation.id, organisation);
    world.changed();
    return organisation;
  };
  if (world.organisations.size === 0) for (const one of options.scenarios ?? bookCast) addOrganisation(one);

  const faults = createFaults();
  const pace = createPace(face.pace, clock, options.paceScale ?? 0);
  let calls: LoggedCall[] = [];
  const underWay = new Set<Promise<void>>();
  const answerReceived = createReceived();

  const answer = async (exchange: Exchange): Promise<void> => {
    if (exchange.path.startsWith("/_emulator")) return answerControl(emulator, exchange);
    if (await answerReceived(exchange)) return;
    if (await answerConsent(emulator, exchange)) return;
    const call = face.callOf(exchange);
    if (call) return answerCall(call, exchange);
    if (await answerPage(emulator, exchange)) return;
    send(exchange, { status: 404, body: { error: `${face.name} knows no such address.` } }, now());
  };

  const answerCall = async (call: Call, exchange: Exchange): Promise<void> => {
    const { method } = exchange;
    const logged: LoggedCall = { ...call, at: now(), method, path: exchange.path, status: null, fault: null };
    calls.push(logged);
    if (calls.length > CALLS_MAX) calls = calls.slice(-CALLS_MAX / 2);
    const text = (await exchange.readBody()).toString("utf8");
    const body: Body = {
      text,
      value: parseBody(Buffer.from(text), exchange.request.headers["content-type"]),
    };
    await emulator.hooks.onCall?.(call);
    const fault = faults.isPartitioned() ? ({ kind: "drop-before" } as const) : faults.take(call);
    logged.fault = fault?.kind ?? null;
    const reply = await judged(call, exchange, body, fault);
    logged.status = reply?.status ?? 0;
    if (reply === null) return drop(exchange);
    if (fault?.kind === "broken-json") return send(exchange, { ...reply, body: cut(reply.body) }, now());
    send(exchange, reply, now());
  };

  /** Null: the caller hears the connection break. */
  const judged = async (
    call: Call,
    exchange: Exchange,
    body: Body,
    fault: Fault | null,
  ): Promise<Reply | null> => {
    const before = await beforeEffect(call, exchange, fault);
    if (before !== "go on") return before;
    const counted = call.paced ? call.organisationId : null;
    const verdict = counted === null ? null : pace.enter(counted);
    try {
      if (verdict?.kind === "too-many")
        return face.replies.throttled(verdict.limit, Math.ceil(verdict.waitMs / 1000));
      if (fault?.kind === "drop-late") {
        drop(exchange);
        await waitFor(fault.ms);
      }
      // What belongs to no organisation is no entry, and may be a secret.
      if (call.paced)
        record?.({
          name: call.operation,
          method: exchange.method,
          path: pathOf(exchange),
          body: body.text,
        });
      await emulator.hooks.beforeEffect?.(call, body);
      const reply = face.answer(world, call, exchange, body);
      world.changed();
      await emulator.hooks.afterEffect?.(call, reply.status);
      const headers = verdict ? face.paceHeaders(verdict.left) : {};
      return await afterEffect({ ...reply, headers: { ...headers, ...reply.headers } }, fault);
    } finally {
      if (counted !== null) pace.leave(counted);
    }
  };

  const beforeEffect = async (
    call: Call,
    exchange: Exchange,
    fault: Fault | null,
  ): Promise<Reply | null | "go on"> => {
    switch (fault?.kind) {
      case "delay":
        if (fault.phase !== "after") await waitFor(fault.ms);
        return "go on";
      case "drop-before":
        return null;
      case "status":
        return fault.phase === "after" ? "go on" : face.replies.failed(fault.status);
      case "throttled":
        return face.replies.throttled("minute", fault.retryAfterS ?? 1);
      case "revoke":
        if (call.token) signIns.revoke(call.token);
        return "go on";
      case "refused-in-200":
        return exchange.method === "GET" ? "go on" : face.replies.refusedIn200(call);
      default:
        return "go on";
    }
  };

  const afterEffect = async (reply: Reply, fault: Fault | null): Promise<Reply | null> => {
    if (fault?.kind === "drop-after" || fault?.kind === "drop-late") return null;
    if (fault?.kind === "delay" && fault.phase === "after") await waitFor(fault.ms);
    if (fault?.kind === "status" && fault.phase === "after") return face.replies.failed(fault.status);
    return reply;
  };

  const server = createServer((request, response) => {
    const exchange = exchangeOf(request, response);
    const answering = answer(exchange)
      .catch((problem: unknown) => {
        if (response.headersSent || request.socket.destroyed) return drop(exchange);
        const error = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
        send(exchange, { status: 500, body: { error: `The emulator failed: ${error}` } }, now());
      })
      .finally(() => underWay.delete(answering));
    underWay.add(answering);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;

  const emulator: BookEmulator = {
    kind: face.kind,
    url: "",
    port: 0,
    face,
    world,
    faults,
    pace,
    signIns,
    hooks: options.hooks ?? {},
    client: world.client,
    calls: () => calls,
    clearCalls: () => {
      calls = [];
    },
    quiet: async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
    fault: (...wanted) => faults.push(...wanted),
    addOrganisation,
    ageBy: (ms) => {
      agedMs += ms;
    },
    now,
    forgetKeys: () => state.keys.clear(),
    ...createLevers(face, world, () => state.signIns),
    close: () =>
      new Promise((resolve, reject) => {
        keeper.close();
        server.close((problem) => (problem ? reject(problem) : resolve()));
        server.closeAllConnections();
      }),
  };
  const host = options.host ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: options.port ?? 0, host }, resolve);
  });
  emulator.port = (server.address() as AddressInfo).port;
  emulator.url = `http://${host}:${emulator.port}`;
  return emulator;
}

function pathOf({ url }: Exchange): string {
  return `${url.pathname}${url.search}`;
}

/** Whole headers, half a body. */
function cut(body: unknown): string {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return text.slice(0, Math.ceil(text.length / 2));
}
