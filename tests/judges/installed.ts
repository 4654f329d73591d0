import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Programs that nobody here wrote and that judge the journal, with the Debian packages they are in. */
export const JUDGES = {
  ledger: { programs: ["ledger"], packages: ["ledger"] },
  hledger: { programs: ["hledger"], packages: ["hledger"] },
  beancount: { programs: ["bean-check", "bean-query"], packages: ["beancount"] },
  tryton: { programs: ["trytond", "trytond-admin"], packages: ["tryton-server", "tryton-modules-account"] },
} as const;

export type JudgeName = keyof typeof JUDGES;

export function isInstalled(judge: JudgeName): boolean {
  return JUDGES[judge].programs.every(isProgram);
}

export function missingJudges(): JudgeName[] {
  return (Object.keys(JUDGES) as JudgeName[]).filter((judge) => !isInstalled(judge));
}

function isProgram(name: string): boolean {
  return (process.env.PATH ?? "").split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
