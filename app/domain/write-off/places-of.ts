import type { TakenFrom } from "./taken-from.ts";

/** Where goods leave from, each place once: the first thing that somebody who reads the trail asks. */
export function placesOf(
  lines: { locationId: string; takenFrom: TakenFrom }[],
): { location: string; from: TakenFrom }[] {
  const places = new Map(
    lines.map(({ locationId, takenFrom }) => [
      `${locationId} ${takenFrom}`,
      { location: locationId as string, from: takenFrom },
    ]),
  );
  return [...places.keys()].sort().flatMap((key) => places.get(key) ?? []);
}
