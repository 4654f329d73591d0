import { expect } from "vitest";
import { createQuickbooks } from "#app/adapters/accounting/quickbooks/index.ts";
import { emptyPayloads, payloadRecorder } from "#tests/emulators/accounting/recorder.ts";
import { startQuickbooks } from "#tests/emulators/quickbooks/server.ts";
import { describeBook } from "./book-battery.ts";

emptyPayloads("quickbooks");

describeBook({
  kind: "quickbooks",
  start: startQuickbooks,
  options: { recorder: payloadRecorder("quickbooks", () => expect.getState().currentTestName ?? "") },
  vendorOf: (emulator, calling) =>
    createQuickbooks({
      settings: {
        clientId: emulator.client.id,
        clientSecret: emulator.client.secret,
        environment: "production",
        emulatorUrl: emulator.url,
      },
      fetch: calling,
      now: () => new Date(emulator.now()),
    }),
});
