import { type Answer, ask } from "./backend.ts";

const retryDelaysMs = [800, 2500];

/** Every command has an id of its own, so the very same may be sent again until somebody answers. */
export async function sendUntilAnswered<T>(
  path: string,
  command: object,
  /** Told before each further try; false ends them. */
  goesOn: () => boolean,
): Promise<Answer<T>> {
  let answer: Answer<T> = await ask(path, command);
  for (const delayMs of retryDelaysMs) {
    if (answer.kind !== "lost" || !goesOn()) break;
    await pause(delayMs);
    answer = await ask(path, command);
  }
  return answer;
}

export function pause(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
