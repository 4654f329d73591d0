import { respondProblems } from "#app/http/respond.ts";
import { verifierFile } from "#app/verifier.server.ts";
import { feedDoor } from "./feed.v1.$name/feed-door.ts";

/** For anybody, without an account: saved and opened from disk, where it can reach nothing. */
export const loader = feedDoor(async ({ request, params, context }) => {
  const file = String(context.path).endsWith(".data") ? null : await verifierFile(params.name ?? "");
  if (!file) return respondProblems([{ code: "not-found" }]);
  const headers = {
    "Content-Type": file.mediaType,
    "Content-Disposition": `attachment; filename="${params.name}"`,
    "Cache-Control": "public, max-age=3600",
  };
  return new Response(request.method === "HEAD" ? null : (file.bytes as BodyInit), { headers });
});

export const action = loader;
