import { respondProblems } from "#app/http/respond.ts";

/** An address below /feed that is none answers as the feed does. */
export const loader = async () => respondProblems([{ code: "not-found" }]);

export const action = loader;
