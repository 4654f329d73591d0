import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import { parseSeal, type Seal } from "#app/domain/audit/trail-file.ts";
import { checkFiles, type NamedFile } from "./check-files.ts";
import { sayIn, tongueOf } from "./words.ts";

/** `node verify.mjs audit.ndjson proof.zip "12 ab34…"`: files, and seals that were kept. 1 on a flaw. */
const files: NamedFile[] = [];
const kept: Seal[] = [];
for (const given of process.argv.slice(2)) {
  const seal = parseSeal(given);
  if (seal) kept.push(seal);
  else files.push({ name: basename(given), bytes: await openAsBlob(given) });
}
const say = sayIn(tongueOf(Intl.DateTimeFormat().resolvedOptions().locale));
const reports = await checkFiles(say, files, kept, () => {});
for (const { title, passed, lines, seal } of reports) {
  const mark = say(passed ? "passed" : "failed");
  const told = [
    `${mark}: ${title}`,
    ...lines.map((line) => `  ${line}`),
    ...(seal ? [`  ${say("seal")}: ${seal}`] : []),
  ];
  process.stdout.write(`${told.join("\n")}\n`);
}
if (files.length === 0) process.stdout.write(`${say("title")}. ${say("intro")}\n${say("drop")}\n`);
process.exitCode = files.length > 0 && reports.every(({ passed }) => passed) ? 0 : 1;
