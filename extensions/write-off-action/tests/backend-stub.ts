import type { getExtension } from "@shopify/ui-extensions-tester";
import { createStorage } from "@shopify/ui-extensions-tester/admin";
import { type Asked, heardBy, next, type Reply } from "../../shared/tests/asked.ts";
import { mugForm } from "../../shared/tests/goods.ts";
import { translator } from "../../shared/tests/screen.ts";
import texts from "../locales/en.default.json" with { type: "json" };
import type { View, ViewLine } from "../src/wire.ts";

/** The app's answers to one extension, and what it was asked. */
export class BackendStub {
  asked: Asked[] = [];
  forms: Reply[] = [];
  form: Reply = { status: 200, body: mugForm };
  preview: Reply = { status: 200, body: { preview: { lines: [previewLine] }, problems: [] } };
  photos: Reply[] = [{ status: 201, body: { added: {} } }];
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
    if (path === "/api/evidence") return next(this.photos);
    if (path === "/api/write-offs" && method === "POST") return next(this.submits);
    if (path.endsWith("/reversals")) return next(this.reversals);
    return next(this.views);
  }
}

type Action = ReturnType<typeof getExtension<"admin.product-details.action.render">>;

/** The action on a mug's page, with nothing kept and an app of its own. */
export function setUp(extension: Action): BackendStub {
  extension.setUp();
  const backend = new BackendStub();
  extension.fetch = backend.fetch;
  extension.shopify.data = { selected: [{ id: "gid://shopify/Product/21" }] };
  extension.shopify.storage = createStorage({});
  extension.shopify.i18n.translate = translator(texts) as typeof extension.shopify.i18n.translate;
  extension.shopify.i18n.formatNumber = (value) => String(value);
  extension.shopify.i18n.formatCurrency = (value, options) => `${value.toString()} ${options?.currency}`;
  return backend;
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
