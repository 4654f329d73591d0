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
