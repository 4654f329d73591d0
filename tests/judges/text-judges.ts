import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beancount } from "#app/exports/beancount.ts";
import type { ExportFormat } from "#app/exports/export-format.ts";
import { hledger } from "#app/exports/hledger.ts";
import { ledger } from "#app/exports/ledger.ts";
import type { JudgeName } from "./installed.ts";

/** Debit less credit an account, as the judge writes it: "37.50". */
export type Balances = [account: string, amount: string][];

export type TextJudge = {
  name: JudgeName;
  format: ExportFormat;
  /** What is wrong with the file, in the judge's own words; empty when nothing is. */
  complaint(file: string): string;
  /** At the end of each day. */
  balances(file: string, days: string[]): Balances[];
};

export const textJudges: TextJudge[] = [
  {
    name: "ledger",
    format: ledger,
    complaint: (file) => complaintOf("ledger", [...strict(file), "balance"]),
    balances: (file, days) =>
      days.map((day) => {
        const until = ["--end", dayAfter(day), "--flat", "--no-total"];
        const format = ["--balance-format", "%(account)\\t%(display_total)\\n"];
        const lines = linesOf(answerOf("ledger", [...strict(file), "balance", ...until, ...format]));
        return lines.map((line) => pairOf(line.split("\t")));
      }),
  },
  {
    name: "hledger",
    format: hledger,
    complaint: (file) =>
      complaintOf("hledger", ["check", "-s", "accounts", "commodities", "ordereddates", "-f", file]),
    balances: (file, days) =>
      days.map((day) => {
        const how = ["-e", dayAfter(day), "--flat", "--no-total", "-O", "csv"];
        return linesOf(answerOf("hledger", ["balance", "-f", file, ...how]))
          .slice(1)
          .map((line) => pairOf(line.slice(1, -1).split('","')));
      }),
  },
  {
    name: "beancount",
    format: beancount,
    complaint: (file) => complaintOf("bean-check", [file]),
    balances: (file, days) => {
      const query = "SELECT date, account, sum(number) GROUP BY date, account";
      const rows = linesOf(answerOf("bean-query", ["-f", "csv", file, query]))
        .slice(1)
        .map((line) => line.split(",").map((cell) => cell.trim()));
      return days.map((until) =>
        rows
          .filter(([day = ""]) => day <= until)
          .map(([, account = "", amount = ""]): Balances[number] => [account, amount]),
      );
    },
  },
];

/** Writes a file for as long as a judge looks at it. */
export function withFile<Result>(
  format: ExportFormat,
  text: Uint8Array,
  look: (file: string) => Result,
): Result {
  const folder = mkdtempSync(join(tmpdir(), "lossbook-judge-"));
  try {
    const file = join(folder, `journal.${format.extension}`);
    writeFileSync(file, text);
    return look(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function strict(file: string): string[] {
  return ["--args-only", "--pedantic", "--strict", "--file", file];
}

function complaintOf(program: string, args: string[]): string {
  const { status, output } = ask(program, args);
  return status === 0 ? "" : output || `${program} ended with ${status}`;
}

function answerOf(program: string, args: string[]): string {
  const { status, stdout, output } = ask(program, args);
  if (status !== 0) throw new Error(output);
  return stdout;
}

function ask(program: string, args: string[]) {
  const env = { ...process.env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8", HOME: tmpdir() };
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: "utf8",
    env,
    timeout: 60_000,
  });
  if (error) throw error;
  return { status, stdout, output: `${stdout}${stderr}`.slice(-2_000) };
}

function linesOf(text: string): string[] {
  return text.split("\n").filter(Boolean);
}

function pairOf([account = "", amount = ""]: string[]): Balances[number] {
  return [account, amount.replace(/ [A-Z]{3}$/, "")];
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
