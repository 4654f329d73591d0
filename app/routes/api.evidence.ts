import { contextOfApi } from "#app/context.server.ts";
import { barOf } from "#app/domain/approval/role.ts";
import { parseAddEvidence, parseOwner } from "#app/domain/evidence/evidence-command.ts";
import { parseUpload } from "#app/http/parse-body.ts";
import { door, respond, respondProblems } from "#app/http/respond.ts";
import { evidenceOf } from "#app/queries/evidence-list.ts";
import { addEvidence } from "#app/use-cases/evidence/add-evidence.ts";

export const loader = door({
  GET: async ({ request }) => {
    const ctx = await contextOfApi(request);
    const bar = barOf(ctx.person, "evidence");
    const { searchParams } = new URL(request.url);
    const owner = parseOwner(searchParams.get("ownerKind"), searchParams.get("ownerId"));
    if (bar) return respondProblems([bar]);
    if (!owner.ok) return respondProblems(owner.problems);
    return respond({ evidence: await evidenceOf(ctx, [owner.value.id]) });
  },
  POST: async ({ request }) => {
    const ctx = await contextOfApi(request);
    const upload = await parseUpload(request);
    if (!upload.ok) return respondProblems(upload.problems);
    const command = parseAddEvidence(upload.value.fields);
    const added = command.ok ? await addEvidence(ctx, command.value, upload.value.bytes) : command;
    return added.ok
      ? respond({ added: added.value }, added.value.first ? 201 : 200)
      : respondProblems(added.problems);
  },
});

export const action = loader;
