import { readiness } from "#app/readiness.server.ts";

/** The process can serve: it is not stopping, its database answers and has this version's tables. */
export const loader = async () => {
  const reason = await readiness.whyNot();
  const headers = { "Cache-Control": "no-store" };
  return reason
    ? Response.json({ status: "not-ready", reason }, { status: 503, headers })
    : Response.json({ status: "ready" }, { headers });
};
