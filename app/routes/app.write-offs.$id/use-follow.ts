import { useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { WriteOffView } from "#app/queries/write-off-view.ts";

const PAUSE_MS = 1_500;
const PAUSE_MS_MAX = 15_000;

/** Asks again while Shopify has not answered, ever more slowly, and says so when it has. */
export function useFollow(writeOff: WriteOffView): void {
  const { t } = useTranslation("document");
  const shopify = useAppBridge();
  const { revalidate, state } = useRevalidator();
  const pause = useRef(PAUSE_MS);
  const before = useRef(writeOff.state);
  const waits = writeOff.lines.some((line) => line.fate === "working");

  useEffect(() => {
    if (!waits || state !== "idle") return;
    const timer = setTimeout(() => {
      pause.current = Math.min(pause.current * 1.5, PAUSE_MS_MAX);
      revalidate();
    }, pause.current);
    return () => clearTimeout(timer);
  }, [waits, state, revalidate]);

  useEffect(() => {
    const settled = before.current === "working" && writeOff.state !== "working";
    before.current = writeOff.state;
    if (!settled) return;
    shopify.toast.show(t(`settled.${writeOff.state}`, { number: writeOff.number }), {
      isError: writeOff.state === "refused",
    });
  }, [writeOff.state, writeOff.number, shopify, t]);
}
