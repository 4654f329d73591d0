import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { type Message, parseMessage } from "./message.ts";

export type Letter = Message & {
  number: number;
  at: number;
  from: string;
  to: string[];
  raw: string;
};

type Kept = { at: number; from: string; to: string[]; raw: string };

export type Mailbox = {
  letters: Letter[];
  keep(letter: Omit<Kept, "at">): void;
  empty(): void;
};

/** Every letter that was taken, in order; kept over restarts where there is a file. */
export function openMailbox(dataFile: string | undefined, now: () => number): Mailbox {
  const kept: Kept[] = dataFile && existsSync(dataFile) ? JSON.parse(readFileSync(dataFile, "utf8")) : [];
  const mailbox: Mailbox = {
    letters: kept.map(toLetter),
    keep(letter) {
      kept.push({ ...letter, at: now() });
      mailbox.letters.push(toLetter(kept.at(-1) as Kept, kept.length - 1));
      save();
    },
    empty() {
      kept.length = 0;
      mailbox.letters.length = 0;
      save();
    },
  };
  function save(): void {
    if (!dataFile) return;
    mkdirSync(dirname(dataFile), { recursive: true });
    writeFileSync(dataFile, JSON.stringify(kept));
  }
  return mailbox;
}

function toLetter(kept: Kept, index: number): Letter {
  return { ...kept, ...parseMessage(kept.raw), number: index + 1 };
}
