import { documentRecord, entryRecord } from "#app/db/feed-records.ts";
import { asRows, chosenDocuments, chosenEntries } from "./feed-parts.ts";

/** The feed as JSON, an object a row. */
export const feedText = {
  entries: { all: asRows(entryRecord(chosenEntries.all)), dated: asRows(entryRecord(chosenEntries.dated)) },
  documents: {
    all: asRows(documentRecord(chosenDocuments.all)),
    dated: asRows(documentRecord(chosenDocuments.dated)),
  },
  journal: asRows(entryRecord(chosenEntries.journal, "s.place, s.beside")),
};
