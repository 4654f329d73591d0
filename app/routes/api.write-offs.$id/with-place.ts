import { isUuid } from "#app/domain/ids.ts";
import { ok, type Result, refuse } from "#app/domain/result.ts";

/** A command is what the body says about the thing the address names; the body cannot name another. */
export function withPlace(
  body: Result<unknown>,
  place: Record<string, string | number | undefined>,
): Result<unknown> {
  if (!isPlace(place)) return refuse({ code: "not-found" });
  if (!body.ok) return body;
  const given = body.value;
  if (typeof given !== "object" || given === null || Array.isArray(given)) return body;
  const [twice] = Object.keys(place).filter((name) => Object.hasOwn(given, name));
  return twice ? refuse({ code: "bad-field", at: [twice] }) : ok({ ...given, ...place });
}

/** An address that cannot exist is not found, like one that does not exist. */
function isPlace(place: Record<string, string | number | undefined>): boolean {
  return Object.values(place).every((part) =>
    typeof part === "number" ? Number.isSafeInteger(part) && part >= 0 : part !== undefined && isUuid(part),
  );
}
