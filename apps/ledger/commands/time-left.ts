/** How long the rest takes at the pace so far, such as `2m05s`; at least a second, as long as there is a rest. */
export function timeLeft(done: number, total: number, elapsedMs: number): string {
  const seconds = Math.max(1, Math.ceil((elapsedMs * (total - done)) / Math.max(done, 1) / 1_000));
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds}s` : `${minutes}m${String(seconds % 60).padStart(2, '0')}s`;
}
