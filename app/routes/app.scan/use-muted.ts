import { useEffect, useState } from "react";

const PLACE = "lossbook scan muted";

/** A choice of this device. Where a browser keeps nothing for a page in a frame, it holds for this visit. */
export function useMuted(): [boolean, (muted: boolean) => void] {
  const [muted, setMuted] = useState(false);
  useEffect(() => setMuted(read() === "yes"), []);
  return [
    muted,
    (wanted) => {
      setMuted(wanted);
      write(wanted ? "yes" : "no");
    },
  ];
}

function read(): string | null {
  try {
    return localStorage.getItem(PLACE);
  } catch {
    return null;
  }
}

function write(value: string): void {
  try {
    localStorage.setItem(PLACE, value);
  } catch {
    // Nothing is kept for a page in a frame here.
  }
}
