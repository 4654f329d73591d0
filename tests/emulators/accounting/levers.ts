import type { BookEmulator } from "./emulator.ts";
import type { BookFace, BookWorld } from "./face.ts";
import { addJournal, changeJournal, type Journal, type Organisation, sumOf } from "./ledger.ts";
import type { SignInState } from "./sign-ins.ts";

type Levers = Pick<
  BookEmulator,
  "setSwitches" | "organisation" | "connect" | "disconnect" | "lock" | "edit" | "typeIn"
>;

/** What tests and people do to an emulated book beside calling it. */
export function createLevers(face: BookFace, world: BookWorld, signInState: () => SignInState): Levers {
  return {
    setSwitches(wanted) {
      for (const [name, value] of Object.entries(wanted)) {
        const choices = face.switchChoices[name] as readonly unknown[] | undefined;
        if (!choices) throw new Error(`There is no switch ${name}.`);
        if (!choices.includes(value))
          throw new Error(`The switch ${name} cannot be ${JSON.stringify(value)}.`);
      }
      Object.assign(world.switches, wanted);
    },
    organisation,
    connect(ids) {
      const organisationIds = [ids].flat().map((id) => organisation(id).id);
      return world.signIns.issue(organisationIds, face.scope, world.client.id);
    },
    disconnect(id) {
      const organisationId = organisation(id).id;
      for (const grant of signInState().grants.values())
        if (grant.organisationIds.includes(organisationId)) grant.revoked = true;
    },
    lock(id, day) {
      organisation(id).lockDate = day;
      world.changed();
    },
    edit(id, journalId, change) {
      const journal = journalOf(organisation(id), journalId);
      if (change.lines && sumOf(change.lines) !== 0n) throw new Error("Debits and credits are not equal.");
      world.changed();
      return changeJournal(journal, change, world.now());
    },
    typeIn(id, { currency, ...journal }) {
      const own = organisation(id);
      if (sumOf(journal.lines) !== 0n) throw new Error("Debits and credits are not equal.");
      const remoteId = face.idOf("journal", 0, world.nextNumber());
      const draft = { ...journal, currency: currency ?? own.currency, state: "posted" as const, app: null };
      world.changed();
      return addJournal(own, remoteId, draft, world.now());
    },
  };

  function organisation(idOrName?: string): Organisation {
    const all = [...world.organisations.values()];
    const found = idOrName === undefined ? all[0] : all.find((one) => [one.id, one.name].includes(idOrName));
    if (!found) throw new Error(`${face.name} holds no organisation ${idOrName ?? ""}.`);
    return found;
  }
}

function journalOf(organisation: Organisation, journalId: string): Journal {
  const journal = organisation.journals.find(({ id }) => id === journalId);
  if (!journal) throw new Error(`${organisation.name} holds no journal ${journalId}.`);
  return journal;
}
