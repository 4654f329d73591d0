/** Without looking at the screen one hears and feels what a scan has come to. */
export type Signal = "ok" | "unknown" | "over";

const TONES: Record<Signal, { hertz: number; atMs: number; forMs: number }[]> = {
  ok: [{ hertz: 1320, atMs: 0, forMs: 70 }],
  unknown: [
    { hertz: 220, atMs: 0, forMs: 160 },
    { hertz: 220, atMs: 220, forMs: 160 },
  ],
  over: [
    { hertz: 660, atMs: 0, forMs: 120 },
    { hertz: 440, atMs: 140, forMs: 200 },
  ],
};

const SHAKES: Record<Signal, number[]> = { ok: [40], unknown: [120, 80, 120], over: [60, 40, 200] };

const LOUDNESS = 0.15;
let context: AudioContext | null = null;

/** A browser that gives no sound or no shaking gives none; the words on the screen say the same. */
export function signal(kind: Signal, { muted }: { muted: boolean }): void {
  navigator.vibrate?.(SHAKES[kind]);
  if (muted || !window.AudioContext) return;
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
  for (const tone of TONES[kind]) play(context, tone);
}

function play(audio: AudioContext, tone: { hertz: number; atMs: number; forMs: number }): void {
  const from = audio.currentTime + tone.atMs / 1000;
  const to = from + tone.forMs / 1000;
  const oscillator = new OscillatorNode(audio, { frequency: tone.hertz });
  const volume = new GainNode(audio, { gain: LOUDNESS });
  volume.gain.setValueAtTime(LOUDNESS, to - 0.02);
  volume.gain.linearRampToValueAtTime(0, to);
  oscillator.connect(volume).connect(audio.destination);
  oscillator.start(from);
  oscillator.stop(to);
}
