import { Presets, SingleBar } from 'cli-progress';
import { timeLeft } from './time-left';

const PATIENCE_MS = 1000;

export interface Progress {
  advance(bytes: number): void;
  stop(): void;
}

/** A bar on standard error, shown only when the work takes longer than a second and somebody is watching a known length. */
export function showProgress(totalBytes: number | null, label: string): Progress {
  if (totalBytes === null) return { advance: () => undefined, stop: () => undefined };
  const startedAtMs = performance.now();
  const format = `${label} {bar} {percentage}% | about {left} to go`;
  const bar = new SingleBar({ format, stream: process.stderr, clearOnComplete: true }, Presets.legacy);
  const payload = () => ({ left: timeLeft(doneBytes, totalBytes, performance.now() - startedAtMs) });
  let doneBytes = 0;
  let shown = false;
  return {
    advance(bytes) {
      doneBytes += bytes;
      if (shown) bar.update(Math.min(doneBytes, totalBytes), payload());
      else if (performance.now() - startedAtMs > PATIENCE_MS) {
        bar.start(totalBytes, Math.min(doneBytes, totalBytes), payload());
        shown = true;
      }
    },
    stop() {
      if (shown) bar.stop();
    },
  };
}
