import type { WriteOffForm } from "../../shared/src/wire.ts";
import type { View, ViewLine } from "../src/wire.ts";

/** The app's answers to one extension, and what it was asked. */
export type Asked = { method: string; path: string; body: unknown; token: string | null };
export type Reply = { status: number; body: unknown } | "no-connection";

export class BackendStub {
  asked: Asked[] = [];
  forms: Reply[] = [];
  form: Reply = { status: 200, body: mugForm };
  preview: Reply = { status: 200, body: { preview: { lines: [previewLine] }, problems: [] } };
  /** Taken one by one; the last one stays. */
  submits: Reply[] = [{ status: 201, body: { writeOff: view() } }];
  views: Reply[] = [{ status: 200, body: { writeOff: view() } }];
  reversals: Reply[] = [{ status: 201, body: { writeOff: reversalView() } }];

  fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = String(input);
    const method = init?.method ?? "GET";
    this.asked.push({
      method,
      path,
      body: init?.body ? JSON.parse(String(init.body)) : null,
      token: new Headers(init?.headers).get("Authorization"),
    });
    const reply = this.#replyTo(method, path);
    if (reply === "no-connection") throw new TypeError("Failed to fetch");
    const text = typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body);
    return new Response(text, { status: reply.status });
  };

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

function next(replies: Reply[]): Reply {
  const reply = replies.length > 1 ? replies.shift() : replies[0];
  if (reply === undefined) throw new Error("No reply is laid out.");
  return reply;
}

export const mainStreet = "gid://shopify/Location/1";
export const harbour = "gid://shopify/Location/2";

export const mugForm: WriteOffForm = {
  person: { id: "7", name: "Ada", mayWriteOff: true, seesCost: true },
  shop: { name: "Mug shop", currency: "EUR", timeZone: "Europe/Berlin", today: "2026-11-21" },
  reasons: [
    { id: "damaged", label: "Damaged", needsNote: false, needsEvidence: false },
    { id: "other", label: "Other", needsNote: true, needsEvidence: false },
  ],
  disposals: [{ id: "destroyed", label: "Destroyed" }],
  variants: [
    {
      variantId: "gid://shopify/ProductVariant/31",
      itemId: "gid://shopify/InventoryItem/41",
      title: "Blue mug",
      variantTitle: "",
      sku: "MUG-BLUE",
      refusal: null,
      levels: [{ locationId: mainStreet, locationName: "Main street", available: 40, refusal: null }],
    },
  ],
};

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
