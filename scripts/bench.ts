import { join } from "node:path";
import { build } from "./build.ts";
import { checkout } from "./postgres-home.ts";
import { filesBelow, runNode } from "./programs.ts";

const wanted = process.argv.slice(2);
const files = filesBelow("tests/bench").filter((file) => file.endsWith(".bench.ts"));
const chosen = files.filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)));

if (chosen.length === 0) {
  process.stderr.write(
    `No bench is called ${wanted.join(" or ") || "anything yet"}. There are: ${files.join(", ")}\n`,
  );
  process.exit(1);
}
await build({ say: (line) => void process.stdout.write(`${line}\n`) });
for (const file of chosen) {
  process.stdout.write(`\n▸ ${file}\n`);
  const code = await runNode([join(checkout, file)]);
  if (code !== 0) process.exitCode = code;
}
