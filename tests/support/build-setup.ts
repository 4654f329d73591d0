import { build } from "../../scripts/build.ts";

/** Tests of processes run what is deployed; nothing is built again while its sources stay the same. */
export default async function setup(): Promise<void> {
  await build({ say: (line) => void process.stdout.write(`${line}\n`) });
}
