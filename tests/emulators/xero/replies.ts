import { randomUUID } from "node:crypto";
import type { BookFace } from "../accounting/face.ts";
import type { Reply } from "../shopify/exchange.ts";

const problem = (status: number, Title: string, Detail: string): Reply => ({
  status,
  body: { Type: null, Title, Status: status, Detail, Instance: randomUUID(), Extensions: {} },
});

/** The API's own door: no token, no such tenant for it, no such scope in it. */
export const unauthorised = (detail: string): Reply => problem(401, "Unauthorized", detail);
export const forbidden = (detail: string): Reply => problem(403, "Forbidden", detail);
export const notFound = (): Reply =>
  problem(404, "NotFound", "The resource you're looking for cannot be found");

export function badRequest(type: string, number: number, message: string): Reply {
  return { status: 400, body: { ErrorNumber: number, Type: type, Message: message } };
}

const problems: Record<string, string> = { minute: "minute", day: "day", "at-once": "concurrent" };

export const replies: BookFace["replies"] = {
  unauthorised: () => unauthorised("TokenExpired: token expired"),
  throttled: (limit, retryAfterS) => ({
    ...problem(
      429,
      "Rate limit exceeded",
      `The API rate limit for your organisation/application pairing: ${limit}`,
    ),
    headers: { "X-Rate-Limit-Problem": problems[limit] ?? limit, "Retry-After": String(retryAfterS) },
  }),
  failed: (status) =>
    problem(status, "An error occurred", "An error occurred in Xero. Check the API Status page"),
  refusedIn200: () => ({
    status: 200,
    body: {
      Id: randomUUID(),
      Status: "OK",
      ProviderName: "Lossbook",
      DateTimeUTC: `/Date(${Date.now()})/`,
      ManualJournals: [
        {
          ManualJournalID: "00000000-0000-0000-0000-000000000000",
          HasErrors: true,
          StatusAttributeString: "ERROR",
          ValidationErrors: [{ Message: "A validation exception occurred" }],
        },
      ],
    },
  }),
};
