// @vitest-environment happy-dom
import { getExtension } from "@shopify/ui-extensions-tester";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { mainStreet, mugForm } from "../../shared/tests/goods.ts";
import { field, linkOf, mayPress, press, screenText, sees, type, until } from "../../shared/tests/screen.ts";
import { type BackendStub, setUp } from "./backend-stub.ts";

const extension = getExtension("admin.product-details.action.render");
const photo = new File(["a photo"], "mug.jpg", { type: "image/jpeg" });
let backend: BackendStub;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  backend = setUp(extension);
});

afterEach(() => {
  extension.tearDown();
  vi.useRealTimers();
});

async function openForm(): Promise<void> {
  await extension.render();
  await sees("Why?");
}

function submits(): { id: string }[] {
  return backend.sent("/api/write-offs").map(({ body }) => body as { id: string });
}

/** As the field for files tells what was taken or chosen. */
function choosePhoto(label: string, files: File[]): void {
  const zone = field("s-drop-zone", label);
  Object.defineProperty(zone, "files", { value: files, configurable: true });
  zone.dispatchEvent(new Event("change", { bubbles: true }));
}

function photosSent() {
  return backend.sent("/api/evidence").map(({ body }) => body as Record<string, unknown>);
}

test("sends a photo for the document to come, and asks again whether it is enough", async () => {
  await openForm();
  press("Damaged");
  await sees("Remove 1. 40 → 39");
  const previews = backend.sent("/api/write-offs/preview").length;
  choosePhoto("Photos or files (optional)", [photo]);
  await sees("mug.jpg was added.");
  await until(() => backend.sent("/api/write-offs/preview").length > previews);
  await mayPress("Remove 1");
  press("Remove 1");
  await sees("Removed 1 at Main street");
  const [sent] = photosSent();
  expect(sent).toMatchObject({ ownerKind: "document", ownerId: submits()[0]?.id, name: "mug.jpg" });
  expect(sent?.file).toBeInstanceOf(File);
  choosePhoto("Photos or files (optional)", [photo]);
  expect(photosSent()).toHaveLength(1);
});

test("keeps the photo where it hangs when what was refused is changed and sent again", async () => {
  backend.submits = [{ status: 422, body: { problems: [{ code: "changed", message: "Not now." }] } }];
  await openForm();
  press("Damaged");
  choosePhoto("Photos or files (optional)", [photo]);
  await sees("mug.jpg was added.");
  await mayPress("Remove 1");
  press("Remove 1");
  await sees("Not now.");
  type("s-number-field", "Quantity to remove", "2");
  await mayPress("Remove 2");
  press("Remove 2");
  await until(() => submits().length === 2);
  const wished = new Set(submits().map(({ id }) => id));
  expect([...wished]).toEqual(photosSent().map(({ ownerId }) => ownerId));
});

test("says which photo did not arrive, and leads to the app where a window gets no files", async () => {
  backend.photos = ["no-connection", { status: 201, body: { added: {} } }];
  await openForm();
  choosePhoto("Photos or files (optional)", [photo]);
  await sees("mug.jpg did not arrive.");
  press("Try again to send mug.jpg");
  await sees("mug.jpg was added.");
  expect(new Set(photosSent().map(({ id }) => id)).size).toBe(1);
  choosePhoto("Photos or files (optional)", []);
  await sees("This window cannot read that file.");
  expect(linkOf("Add it in Lossbook")).toContain("app:app/write-offs/new?variantId=");
});

test("leads from a reason that needs a photo to the app's form, with the line as it was filled in", async () => {
  const reasons = mugForm.reasons.map((reason) => ({ ...reason, needsEvidence: true }));
  backend.form = { status: 200, body: { ...mugForm, reasons } };
  await openForm();
  press("Damaged");
  type("s-number-field", "Quantity to remove", "3");
  type("s-text-area", "Note (optional)", "Cut open & wet");
  await sees("Or take it in Lossbook");
  const [page, search] = linkOf("Or take it in Lossbook: what you entered here comes along").split("?");
  expect(page).toBe("app:app/write-offs/new");
  const { variantId } = mugForm.variants[0] ?? {};
  expect(Object.fromEntries(new URLSearchParams(search))).toEqual({
    ...{ variantId, locationId: mainStreet, quantity: "3", reasonId: "damaged", note: "Cut open & wet" },
  });
  choosePhoto("Photos or files, needed for this reason", [photo]);
  await sees("mug.jpg was added.");
  expect(screenText()).not.toContain("Or take it in Lossbook");
});
