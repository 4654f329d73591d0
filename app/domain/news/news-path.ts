import type { NewsKind, SubjectKind } from "./news-kind.ts";

/** The page of ours on which a person can do something about it, or see it. */
export function newsPath(news: { kind: NewsKind; subjectKind: SubjectKind; subjectId: string }): string {
  switch (news.subjectKind) {
    case "document":
      return `/app/write-offs/${news.subjectId}`;
    case "request":
      return `/app/requests/${news.subjectId}`;
    case "flag":
      return "/app/flagged";
    case "delivery":
      return `/app/deliveries/${news.subjectId}`;
    case "book":
      return `/app/books/${news.subjectId}`;
  }
}
