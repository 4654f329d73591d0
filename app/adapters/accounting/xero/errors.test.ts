import { describe, expect, test } from "vitest";
import { rejectionOf, wordsOfFailure } from "./errors.ts";

describe("Xero's refusals", () => {
  test.each([
    [
      "The document date cannot be before the end of year lock date, currently set at 31/03/2026",
      "period-closed",
    ],
    ["The document date cannot be before the period lock date.", "period-closed"],
    ["Account code '999' is not a valid code for this document.", "mapping"],
    ["Account code '476' has been removed as it does not match a recognised account.", "mapping"],
    ["The tracking option 'North' of 'Region' does not exist", "mapping"],
    ["The total debits (100.00) must equal total credits (-10.00)", "invalid"],
    ["Something Xero never said before", "invalid"],
  ])("are told by what can be done about them: %s", (message, why) => {
    expect(rejectionOf([message])).toMatchObject({ kind: "rejected", why, vendorText: message });
  });

  test("name the closed period first where more is wrong, and keep every word", () => {
    const rejection = rejectionOf(["Account code '1' is not a valid code", "before the period lock date"]);
    expect(rejection.why).toBe("period-closed");
    expect(rejection.vendorText).toContain("Account code '1'");
  });

  test("are found wherever Xero puts them", () => {
    const elements = [{ ValidationErrors: [{ Message: "one" }] }, { ValidationErrors: [{ Message: "two" }] }];
    const summed = { ErrorNumber: 10, Message: "A validation exception occurred", Elements: elements };
    expect(wordsOfFailure(JSON.stringify(summed))).toEqual(["one", "two"]);
    expect(
      wordsOfFailure('{"Title":"Forbidden","Status":403,"Detail":"AuthenticationUnsuccessful"}'),
    ).toEqual(["AuthenticationUnsuccessful"]);
    expect(wordsOfFailure("<html>Bad Gateway</html>")).toEqual(["<html>Bad Gateway</html>"]);
  });
});
