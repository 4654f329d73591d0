import { type Call, type Handlers, talkOver } from "../rpc.ts";
import { adminOrigin } from "./config.ts";

const knockEveryMs = 250;

/** The admin's side of the talk. Calls made before it answered the knock wait for it. */
let welcome: (call: Call) => void;
const connected = new Promise<Call>((resolve) => {
  welcome = resolve;
});

export const ready: Promise<void> = connected.then(() => undefined);

export const host: Call = async (name, ...values) => (await connected)(name, ...values);

export function isEmbedded(): boolean {
  return window.parent !== window;
}

/** The admin may still be loading when the app already runs, so it knocks until somebody opens. */
export function knock(handlers: Handlers): void {
  if (!isEmbedded()) return;
  const tell = () => window.parent.postMessage({ kind: "app-bridge-hello" }, adminOrigin);
  const knocking = setInterval(tell, knockEveryMs);
  addEventListener("message", function answer(event) {
    const port = event.ports[0];
    if (event.origin !== adminOrigin || event.data?.kind !== "app-bridge-welcome" || !port) return;
    removeEventListener("message", answer);
    clearInterval(knocking);
    welcome(talkOver(port, handlers));
  });
  tell();
}
