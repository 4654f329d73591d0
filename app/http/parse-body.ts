import { limits } from "#app/domain/limits.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";

/** The JSON a request carries. Reading ends at the limit, so a huge body costs no more than a full one. */
export async function parseBody(request: Request): Promise<Result<unknown>> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "application/json") return refuse({ code: "bad-content-type" });
  const text = await readText(request);
  if (text === null)
    return refuse({ code: "body-too-large", facts: { kilobytesMax: limits.bodyBytesMax / 1000 } });
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse({ code: "bad-json" });
  }
}

/** The body's bytes, or null once they are more than a body may have. */
export async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array | null> {
  const reader = request.body?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.byteLength;
    if (length > bytesMax) return null;
    parts.push(value);
  }
  return Buffer.concat(parts, length);
}

async function readText(request: Request): Promise<string | null> {
  const bytes = await readBytes(request, limits.bodyBytesMax);
  return bytes && Buffer.from(bytes).toString("utf8");
}

export type Upload = { fields: Record<string, string>; bytes: Uint8Array };

/** One file and the words sent with it, as a form sends them. What the sender calls its kind is ignored. */
export async function parseUpload(request: Request): Promise<Result<Upload>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data;/i.test(type)) return refuse({ code: "bad-content-type" });
  const tooLarge = refuse({
    code: "file-too-large",
    facts: { megabytesMax: limits.evidenceBytesMax / 1_000_000 },
  });
  const most = limits.evidenceBytesMax + limits.uploadBytesBeside;
  if (Number(request.headers.get("content-length") ?? 0) > most) return tooLarge;
  const bytes = await readBytes(request, most);
  if (!bytes) return tooLarge;
  const form = await formOf(bytes, type);
  const file = form?.get("file");
  if (!form || !(file instanceof File)) return refuse({ code: "bad-field", at: ["file"] });
  const fields: Record<string, string> = { name: file.name };
  for (const [name, value] of form) if (typeof value === "string") fields[name] = value;
  return ok({ fields, bytes: new Uint8Array(await file.arrayBuffer()) });
}

async function formOf(bytes: Uint8Array, type: string): Promise<FormData | null> {
  try {
    return await new Response(bytes as BodyInit, { headers: { "content-type": type } }).formData();
  } catch {
    return null;
  }
}
