import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkChain, type Flaw, type Verdict } from "./check-chain.ts";
import { canonicalOf } from "./event.ts";
import { parseSeal, readTrailLine, type Seal, type TrailLine } from "./trail-file.ts";

const shop = { id: "mine", name: "Mug Shop", domain: "mug-shop.myshopify.com" };
const hashOf = (previous: string, event: string) =>
  createHash("sha256").update(Buffer.from(previous, "hex")).update(event, "utf8").digest("hex");

function chainOf(words: string[], shopId = shop.id): TrailLine[] {
  let previous = "";
  return words.map((note, index) => {
    const event = canonicalOf({ id: `${index}`, kind: "document-submitted", note, shopId });
    const line = { sequence: index + 1, previous, hash: hashOf(previous, event), event };
    previous = line.hash;
    return line;
  });
}

const headOf = (lines: TrailLine[]): Seal => {
  const last = lines.at(-1);
  return last ? { sequence: last.sequence, hash: last.hash } : { sequence: 0, hash: "" };
};

type File = { lines: TrailLine[]; head: Seal; whole?: boolean; foot?: boolean; kept?: Seal[] };

/** As the verifiers do it: through the text of the file. */
function verdictOf({ lines, head, whole = true, foot = true, kept = [] }: File): Verdict {
  const check = checkChain({ shop, whole, head }, kept);
  lines.forEach((line, index) => {
    const read = readTrailLine(JSON.stringify(line));
    if (read.kind === "event") check.take(read.line, hashOf(read.line.previous, read.line.event), index + 2);
    else check.unreadable(index + 2);
  });
  return check.end(foot ? { end: { events: lines.length, head } } : null);
}

const renumbered = (lines: TrailLine[]) => lines.map((line, index) => ({ ...line, sequence: index + 1 }));
const resealed = (line: TrailLine, event: string): TrailLine => ({
  ...line,
  event,
  hash: hashOf(line.previous, event),
});
const placesOf = (flaws: Flaw[]) =>
  flaws.flatMap((flaw) =>
    "sequence" in flaw ? [flaw.sequence] : "from" in flaw ? [flaw.from, flaw.to] : [],
  );

const words = fc.array(fc.string({ unit: "grapheme", maxLength: 12 }), { minLength: 6, maxLength: 40 });
const chain = words.chain((notes) =>
  fc.record({ lines: fc.constant(chainOf(notes)), at: fc.nat(notes.length - 3).map((n) => n + 1) }),
);

/** Each makes another chain of a true one, touching it at the place `at` (counted from 0, never the last). */
const attacks: Record<string, (lines: TrailLine[], at: number) => TrailLine[]> = {
  "a byte is changed": (lines, at) => edit(lines, at, (one) => ({ ...one, event: flipped(one.event) })),
  "a byte is changed and the event sealed anew": (lines, at) =>
    edit(lines, at, (one) => resealed(one, flipped(one.event))),
  "a hash is changed": (lines, at) => edit(lines, at, (one) => ({ ...one, hash: flipped(one.hash) })),
  "the hash before is changed": (lines, at) =>
    edit(lines, at, (one) => ({ ...one, previous: flipped(one.previous) })),
  "an event is taken out": (lines, at) => lines.toSpliced(at, 1),
  "an event is taken out and the others numbered anew": (lines, at) => renumbered(lines.toSpliced(at, 1)),
  "two events are swapped": (lines, at) => swap(lines, at),
  "two events are swapped and numbered anew": (lines, at) => renumbered(swap(lines, at)),
  "an event is put in twice": (lines, at) => lines.toSpliced(at, 0, lines[at] as TrailLine),
  "an event is made up and put in, numbered and sealed as if it were true": (lines, at) =>
    renumbered(
      lines.toSpliced(at, 0, resealed(lines[at] as TrailLine, canonicalOf({ id: "x", shopId: shop.id }))),
    ),
  "an event of another shop is put in its place": (lines, at) =>
    lines.with(
      at,
      chainOf(
        lines.map(() => "theirs"),
        "theirs",
      )[at] as TrailLine,
    ),
  "an event of another shop is put in and sealed as if it were true": (lines, at) =>
    renumbered(
      lines.toSpliced(at, 0, resealed(lines[at] as TrailLine, canonicalOf({ id: "x", shopId: "theirs" }))),
    ),
};

function edit(lines: TrailLine[], at: number, change: (line: TrailLine) => TrailLine): TrailLine[] {
  return lines.with(at, change(lines[at] as TrailLine));
}

function swap(lines: TrailLine[], at: number): TrailLine[] {
  return lines.with(at, lines[at + 1] as TrailLine).with(at + 1, lines[at] as TrailLine);
}

function flipped(text: string): string {
  return text.replace(/[0-9a-f]/, (letter) => (letter === "0" ? "1" : "0"));
}

describe("a chain of events", () => {
  it("that nobody touched has no flaw, in whole and in part", () => {
    fc.assert(
      fc.property(chain, fc.infiniteStream(fc.boolean()), ({ lines }, chosen) => {
        expect(verdictOf({ lines, head: headOf(lines) })).toMatchObject({ flaws: [], events: lines.length });
        const some = lines.filter(() => chosen.next().value);
        expect(verdictOf({ lines: some, head: headOf(lines), whole: false }).flaws).toEqual([]);
      }),
    );
  });

  it.each(Object.entries(attacks))(
    "in which %s is found out, at its place or the one behind it",
    (_, attack) => {
      fc.assert(
        fc.property(chain, ({ lines, at }) => {
          const { flaws } = verdictOf({ lines: attack(lines, at), head: headOf(lines) });
          const places = placesOf(flaws);
          expect(places.length).toBeGreaterThan(0);
          expect(Math.min(...places)).toBeGreaterThanOrEqual(at + 1);
          expect(Math.min(...places)).toBeLessThanOrEqual(at + 2);
        }),
      );
    },
  );

  it("says what was done to it in its own words", () => {
    const lines = chainOf(["a", "b", "c", "d", "e", "f"]);
    const kinds = (attack: string) =>
      verdictOf({ lines: attacks[attack]?.(lines, 2) ?? [], head: headOf(lines) }).flaws.map(
        ({ kind, ...where }) => [kind, ...Object.values(where)],
      );
    expect(kinds("a byte is changed")).toEqual([["changed", 3, 4]]);
    expect(kinds("an event is taken out")).toEqual([["missing", 3, 3, 4]]);
    expect(kinds("two events are swapped")).toEqual([["out-of-place", 3, 5]]);
    expect(kinds("an event is put in twice")).toEqual([["out-of-place", 3, 5]]);
    expect(kinds("an event of another shop is put in its place")).toEqual([
      ["unlinked", 3, 4],
      ["foreign", 3, 4],
      ["unlinked", 4, 5],
    ]);
  });

  it("whose tail was cut is found out by its own head, and with head and foot amended only by a seal kept elsewhere", () => {
    fc.assert(
      fc.property(chain, ({ lines, at }) => {
        const [head, cut] = [headOf(lines), lines.slice(0, at)];
        expect(verdictOf({ lines: cut, head, foot: false }).flaws).toContainEqual({
          kind: "no-end",
          last: at,
        });
        expect(verdictOf({ lines: cut, head }).flaws).toEqual([
          { kind: "cut", last: at, promised: lines.length },
        ]);
        const amended = { lines: cut, head: headOf(cut) };
        expect(verdictOf(amended).flaws).toEqual([]);
        expect(verdictOf({ ...amended, kept: [head] }).flaws).toEqual([
          { kind: "cut", last: at, promised: lines.length },
        ]);
      }),
    );
  });

  it("that was computed anew from some event on is found out by a seal kept from behind it, and by nothing else", () => {
    fc.assert(
      fc.property(chain, words, ({ lines, at }, others) => {
        const anew = chainOf([...lines.slice(0, at).map(noteOf), "another", ...others]);
        const file = { lines: anew, head: headOf(anew) };
        const keptAt = Math.min(at + 1, anew.length, lines.length);
        fc.pre(anew[keptAt - 1]?.hash !== lines[keptAt - 1]?.hash);
        expect(verdictOf(file).flaws).toEqual([]);
        const kept = [{ sequence: keptAt, hash: lines[keptAt - 1]?.hash ?? "" }];
        expect(verdictOf({ ...file, kept })).toMatchObject({
          flaws: [{ kind: "not-as-kept", sequence: keptAt }],
          keptSeen: 1,
        });
      }),
    );
  });

  it("keeps a bounded list of flaws, however many there are", () => {
    const lines = chainOf(Array.from({ length: 700 }, (_, index) => `${index}`));
    const wrong = lines.map((line) => ({ ...line, hash: "0".repeat(64) }));
    const { flaws, more } = verdictOf({ lines: wrong, head: headOf(lines) });
    expect(flaws).toHaveLength(200);
    expect(flaws.length + more).toBeGreaterThan(700);
  });
});

const noteOf = (line: TrailLine) => (JSON.parse(line.event) as { note: string }).note;

describe("a line of a trail", () => {
  it.each([
    "",
    "{",
    "null",
    "[]",
    '"x"',
    '{"sequence":0,"previous":"","hash":"","event":"{}"}',
    `{"sequence":1.5,"previous":"","hash":"${"a".repeat(64)}","event":"{}"}`,
    `{"sequence":1,"previous":"zz","hash":"${"a".repeat(64)}","event":"{}"}`,
    `{"sequence":1,"previous":"","hash":"${"a".repeat(64)}","event":{}}`,
    '{"format":"lossbook-audit-trail"}',
    '{"end":{"events":-1}}',
  ])("%s is not readable", (text) => {
    expect(readTrailLine(text)).toEqual({ kind: "unreadable" });
  });

  it("never throws, whatever it is", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readTrailLine(text)));
  });

  it("with a seal is read as people copy it", () => {
    const hash = "ab".repeat(32);
    for (const text of [`12 ${hash}`, `#12: ${hash.toUpperCase()}`, ` 12:${hash}\n`])
      expect(parseSeal(text)).toEqual({ sequence: 12, hash });
    for (const text of ["", "12", hash, `0 ${hash}`, `12 ${hash}f`]) expect(parseSeal(text)).toBeNull();
  });
});
