import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { DeliveryState } from "#app/domain/book/delivery.ts";

const PAUSE_MS = 2_000;
const PAUSE_MS_MAX = 20_000;

/** Asks again while a delivery is on its way, ever more slowly. */
export function useFollowDelivery(deliveryState: DeliveryState, isMoving: boolean): void {
  const { revalidate, state } = useRevalidator();
  const pause = useRef(PAUSE_MS);
  const waits = isMoving && (deliveryState === "waiting" || deliveryState === "sent");
  useEffect(() => {
    if (!waits || state !== "idle") return;
    const timer = setTimeout(() => {
      pause.current = Math.min(pause.current * 1.5, PAUSE_MS_MAX);
      revalidate();
    }, pause.current);
    return () => clearTimeout(timer);
  }, [waits, state, revalidate]);
}
