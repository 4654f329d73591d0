export type Figures = { median: number; p95: number; least: number };

export function figuresOf(samples: number[]): Figures {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), least: at(0) };
}

export function inWords({ median, p95, least }: Figures): string {
  return `median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, least ${least.toFixed(1)} ms`;
}
