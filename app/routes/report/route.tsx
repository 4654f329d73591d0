import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { plainPage } from "#app/components/plain-page.tsx";
import { contextOfShop, feedParts } from "#app/context.server.ts";
import { parseReportCommand } from "#app/domain/approval/link-command.ts";
import { limits } from "#app/domain/limits.ts";
import type { Problem } from "#app/domain/problem.ts";
import { readBytes } from "#app/http/parse-body.ts";
import { statusOf } from "#app/http/problems.ts";
import { sentence } from "#app/i18n.ts";
import { enterReport, type ReportGuest } from "#app/use-cases/report/enter-report.ts";
import { takeReport } from "#app/use-cases/report/take-report.ts";
import { fieldsOf, type ReportFields } from "./report-fields.ts";
import { ReportForm } from "./report-form.tsx";

const emptyFields: ReportFields = { id: "", reporter: "", note: "", reasonId: "", quantities: new Map() };

/** Outside the admin, for whoever holds the link: no account, no cookie, no script. */
export async function loader({ request }: LoaderFunctionArgs) {
  const token = new URL(request.url).searchParams.get("link") ?? "";
  const guest = await enterReport(feedParts.database, token);
  if (!guest.ok) return closed(guest.problems);
  return form(guest.value, { token, fields: { ...emptyFields, id: feedParts.ids.next() }, problems: [] });
}

export async function action({ request }: ActionFunctionArgs) {
  const body = await readBytes(request, limits.linkBodyBytesMax);
  if (!body)
    return closed([{ code: "body-too-large", facts: { kilobytesMax: limits.linkBodyBytesMax / 1000 } }]);
  const posted = new URLSearchParams(Buffer.from(body).toString("utf8"));
  const token = posted.get("link") ?? "";
  const guest = await enterReport(feedParts.database, token);
  if (!guest.ok) return closed(guest.problems);
  const { shopId, shopName } = guest.value;
  const ctx = await contextOfShop(shopId);
  if (!ctx) return closed([{ code: "bad-link" }]);
  const fields = fieldsOf(posted, guest.value.items);
  const command = parseReportCommand({
    ...{ id: fields.id, reporter: fields.reporter, note: fields.note, reasonId: fields.reasonId },
    lines: [...fields.quantities].map(([itemId, typed]) => ({ itemId, quantity: Number(typed) })),
  });
  const taken = command.ok ? await takeReport(ctx, guest.value, command.value) : command;
  if (!taken.ok && taken.problems.some(({ code }) => code === "link-over")) return closed(taken.problems);
  if (!taken.ok) return form(guest.value, { token, fields, problems: taken.problems });
  const title = sentence("report:done");
  return plainPage(
    title,
    <>
      <h1>{title}</h1>
      <p>{sentence("report:doneBody", { shop: shopName })}</p>
    </>,
  );
}

type Shown = { token: string; fields: ReportFields; problems: Problem[] };

function form(guest: ReportGuest, shown: Shown): Response {
  const { shopName: shop, items } = guest;
  const title = sentence("report:title", { shop });
  const status = shown.problems.length > 0 ? statusOf(shown.problems) : 200;
  return plainPage(
    title,
    <>
      <h1>{title}</h1>
      {items.length > 0 ? (
        <>
          <p>{sentence("report:intro", { shop })}</p>
          <ReportForm guest={guest} {...shown} />
        </>
      ) : (
        <p>{sentence("report:noItems")}</p>
      )}
    </>,
    { status, asks: true },
  );
}

/** Says no more than that it is closed: nothing of the shop, not even its name. */
function closed(problems: Problem[]): Response {
  const title = sentence("report:over");
  const words = problems.map(({ code, facts = {} }) =>
    code === "too-many-requests" ? sentence("report:wait", facts) : sentence(`problems:${code}`, facts),
  );
  return plainPage(
    title,
    <>
      <h1>{title}</h1>
      <p>{words.join(" ")}</p>
    </>,
    { status: statusOf(problems) },
  );
}
