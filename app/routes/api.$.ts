import { door, respondProblems } from "#app/http/respond.ts";

const nothingHere = async () => respondProblems([{ code: "not-found" }]);

/** An address below /api that is none still answers as the API does. */
const answer = door({ GET: nothingHere, POST: nothingHere });

export { answer as action, answer as loader };
