import { type Asked, heardBy, next, type Reply } from "../../shared/tests/asked.ts";
import { mugForm } from "../../shared/tests/goods.ts";
import type { View, ViewLine } from "../src/wire.ts";

/** The app's answers to one extension, and what it was asked. */
export class BackendStub {
  asked: Asked[] = [];
  forms: Reply[] = [];
  form: Reply = { status: 200, body: mugForm };
  preview: Reply = { status: 200, body: { preview: { lines: [previewLine] }, problems: [] } };
  /** Taken one by one; the last one stays. */
  submits: Reply[] = [{ status: 201, body: { writeOff: view() } }];
  views: Reply[] = [{ status: 200, body: { writeOff: view() } }];
  reversals: Reply[] = [{ status: 201, body: { writeOff: reversalView() } }];

  fetch = heardBy(this.asked, (method, path) => this.#replyTo(method, path));

  sent(path: string): Asked[] {
    return this.asked.filter((asked) => asked.path === path);
  }

  #replyTo(method: string, path: string): Reply {
    if (path.startsWith("/api/write-offs/form")) return this.forms.shift() ?? this.form;
    if (path === "/api/write-offs/preview") return this.preview;
    if (path === "/api/write-offs" && method === "POST") return next(this.submits);
    if (path.endsWith("/reversals")) return next(this.reversals);
    return next(this.views);
  }
}

export const previewLine = {
  quantity: 1,
  before: 40,
  after: 39,
  value: { amount: "4.50", currency: "EUR" },
  needsValue: false,
};

export function view(line: Partial<ViewLine> = {}, more: Partial<View> = {}): View {
  return {
    id: "0190-document",
    number: "WO-000001",
    state: "done",
    lines: [
      {
        position: 0,
        locationName: "Main street",
        quantity: 1,
        before: 40,
        after: 39,
        fate: "applied",
        refusal: null,
        reversible: 1,
        ...line,
      },
    ],
    ...more,
  };
}

export function reversalView(): View {
  const back = { before: 39, after: 40, reversible: 0 };
  return view(back, { id: "0190-reversal", number: "WO-000002" });
}
