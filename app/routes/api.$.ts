import { door, respondProblems } from "#app/http/respond.ts";

const nothingHere = async () => respondProblems([{ code: "not-found" }]);

/** An address below /api that is none still answers as the API does. */
export const loader = door({ GET: nothingHere, POST: nothingHere });

export const action = loader;
