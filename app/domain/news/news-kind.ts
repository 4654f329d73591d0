export const NEWS_KINDS = [
  "waiting",
  "unusual",
  "approved",
  "sent-back",
  "rejected",
  "flagged",
  "done",
  "undone",
  "refused",
  "unknown",
  "delivery-failed",
] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

export const MAIL_TIMES = ["off", "at-once", "digest"] as const;
export type MailTime = (typeof MAIL_TIMES)[number];

export type SubjectKind = "document" | "request" | "flag" | "delivery" | "book";

/** What waits for one person comes at once, what went wrong once a day, what went well is read in the app. */
const USUAL: Record<NewsKind, MailTime> = {
  waiting: "at-once",
  unusual: "at-once",
  approved: "at-once",
  "sent-back": "at-once",
  rejected: "at-once",
  flagged: "digest",
  done: "off",
  undone: "off",
  refused: "digest",
  unknown: "at-once",
  "delivery-failed": "digest",
};

export function mailTimeOf(kind: NewsKind, chosen: MailTime | undefined): MailTime {
  return chosen ?? USUAL[kind];
}

export function isNewsKind(value: unknown): value is NewsKind {
  return (NEWS_KINDS as readonly unknown[]).includes(value);
}
