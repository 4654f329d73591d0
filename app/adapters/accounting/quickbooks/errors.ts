import { z } from "zod";
import type { RejectionKind, SendAnswer } from "#app/ports/book.ts";

/** What Intuit says is wrong, in whichever of its spellings. */
export type Fault = { code: string; text: string; type: string };

const errorShape = z
  .object({ Message: z.string(), Detail: z.string(), code: z.coerce.string() })
  .partial()
  .transform(({ Message = "", Detail = "", code = "" }) => ({ message: Message, detail: Detail, code }));
const smallErrorShape = z
  .object({ message: z.string(), detail: z.string(), code: z.coerce.string() })
  .partial()
  .transform(({ message = "", detail = "", code = "" }) => ({ message, detail, code }));
const faultShape = z.union([
  z
    .object({ Fault: z.object({ Error: z.array(errorShape).min(1), type: z.string().nullish() }) })
    .transform(({ Fault }) => ({ errors: Fault.Error, type: Fault.type })),
  z
    .object({ fault: z.object({ error: z.array(smallErrorShape).min(1), type: z.string().nullish() }) })
    .transform(({ fault }) => ({ errors: fault.error, type: fault.type })),
]);

/** The accounting service writes `Fault`, the gateway before it `fault`, and some of its parts still XML. */
export function faultIn(body: unknown, text: string): Fault | null {
  const read = faultShape.safeParse(body);
  if (!read.success) return xmlFaultIn(text);
  const [first] = read.data.errors;
  const words = read.data.errors.map(({ message, detail }) => `${message}: ${detail}`);
  return { code: first?.code ?? "", text: words.join(" | "), type: read.data.type ?? "" };
}

function xmlFaultIn(text: string): Fault | null {
  const [, type = ""] = /<Fault type="([^"]*)"/.exec(text) ?? [];
  const [, code] = /<Error code="([^"]*)"/.exec(text) ?? [];
  if (code === undefined) return null;
  const said = (tag: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(text)?.[1] ?? "";
  return { code, text: `${said("Message")}: ${said("Detail")}`, type };
}

export function isThrottle({ code, text }: Fault): boolean {
  return code === "3001" || /ThrottleExceeded|errorCode=003001/.test(text);
}

export function isNotFound({ code, text }: Fault): boolean {
  return code === "610" && !/made inactive/i.test(text);
}

/** The service itself broke: nobody can say how far it had come. */
export function isBroken({ code, type }: Fault): boolean {
  return /^system/i.test(type) || code === "10000";
}

/** This company is no longer open to us, whatever token we get for this consent. */
export function isShutOut({ code }: Fault): boolean {
  return ["100", "3100", "3200"].includes(code);
}

const AUTH =
  /AuthenticationFailed|Authoriz?ationFail|Authorization Failure|Subscription|Invalid Company Status/i;

/**
 * Codes have changed their meaning over the years (6210 was once a duplicate), so the words are asked first
 * and the code decides where they are silent.
 */
const meanings: { says: RegExp; codes: string[]; why: RejectionKind }[] = [
  {
    says: /duplicate document number|number has already been used/i,
    codes: ["6140"],
    why: "duplicate",
  },
  {
    says: /period (is |has )?(been )?closed|closed period|books (are|have been) closed|closing date/i,
    codes: ["6210"],
    why: "period-closed",
  },
  {
    says: AUTH,
    codes: ["100", "120", "3100", "3200", "6190"],
    why: "auth",
  },
  {
    says: /made inactive|Invalid Reference Id|is inactive|has been deleted|must choose a (customer|vendor)/i,
    codes: ["610", "2500"],
    why: "mapping",
  },
];

export function rejectionOf({ code, text }: Fault): SendAnswer & { kind: "rejected" } {
  const said =
    meanings.find(({ says }) => says.test(text)) ?? meanings.find(({ codes }) => codes.includes(code));
  return { kind: "rejected", why: said?.why ?? "invalid", code, vendorText: text };
}
