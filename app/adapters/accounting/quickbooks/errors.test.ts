import { describe, expect, test } from "vitest";
import { faultIn, isBroken, isNotFound, isThrottle, rejectionOf } from "./errors.ts";

function faultOf(code: string, message: string, detail = "", type = "ValidationFault") {
  const body = { Fault: { Error: [{ Message: message, Detail: detail, code }], type } };
  const fault = faultIn(body, JSON.stringify(body));
  if (!fault) throw new Error("This is a fault.");
  return fault;
}

describe("what Intuit says is wrong", () => {
  test.each([
    ["6210", "Account Period Closed, Cannot Update Through Services API", "period-closed"],
    ["6210", "Duplicate Document Number Error", "duplicate"],
    ["6140", "Duplicate Document Number Error", "duplicate"],
    ["6140", "A message nobody has seen", "duplicate"],
    ["610", "Object Not Found : Something you're trying to use has been made inactive.", "mapping"],
    ["2500", "Invalid Reference Id : Accounts element id 9 not found", "mapping"],
    ["6000", "When you use Accounts Receivable, you must choose a customer in the Name field.", "mapping"],
    ["6000", "The books are closed through 12/31/2025.", "period-closed"],
    ["6000", "Please balance debits and credits.", "invalid"],
    ["2020", "Required param missing, need to supply the required value for the API", "invalid"],
    ["2170", "Invalid Enumeration", "invalid"],
    ["6190", "Invalid Company Status", "auth"],
    ["120", "Authorization Failure", "auth"],
    ["3100", "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403", "auth"],
    ["99999", "Something new", "invalid"],
  ] as const)("%s %s is %s", (code, message, why) => {
    expect(rejectionOf(faultOf(code, message))).toMatchObject({ kind: "rejected", why, code });
  });

  test("is found in large letters, small letters and XML, and only there", () => {
    const small = { fault: { error: [{ message: "m", detail: "d", code: "3200" }], type: "AUTHENTICATION" } };
    expect(faultIn(small, "")).toEqual({ code: "3200", text: "m: d", type: "AUTHENTICATION" });
    const xml =
      '<?xml version="1.0"?><IntuitResponse><Fault type="SERVICE"><Error code="3001">' +
      "<Message>message=ThrottleExceeded; errorCode=003001; statusCode=403</Message>" +
      "<Detail>The request limit was reached.  Try again later</Detail></Error></Fault></IntuitResponse>";
    const fault = faultIn(null, xml);
    expect(fault && isThrottle(fault)).toBe(true);
    for (const none of [null, {}, { JournalEntry: {} }, { Fault: { Error: [] } }, "Fault"])
      expect(faultIn(none, JSON.stringify(none))).toBeNull();
  });

  test("may be that it broke, which says nothing about what was done", () => {
    expect(isBroken(faultOf("10000", "An application error has occurred"))).toBe(true);
    expect(isBroken(faultOf("0", "", "", "SystemFault"))).toBe(true);
    expect(isBroken(faultOf("6000", "Business Validation Error"))).toBe(false);
  });

  test("tells what is gone from what was only switched off", () => {
    expect(isNotFound(faultOf("610", "Object Not Found", "Something was deleted"))).toBe(true);
    expect(isNotFound(faultOf("610", "Object Not Found", "... has been made inactive"))).toBe(false);
  });
});
