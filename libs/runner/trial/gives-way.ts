/** So long the event loop may wait for its turn, beside the one fact that is under way. */
const LONGEST_PIECE_MS = 8;

/** Long work in the process that takes real events, cut into pieces: in between, everything else has its turn. */
export class GivesWay {
  private since = performance.now();

  /** `signal`: nobody waits for the work any more. */
  constructor(private readonly signal: AbortSignal) {}

  /** Lets the others have their turn, where this piece took long enough. Throws the signal's reason once it is aborted. */
  async now(): Promise<void> {
    if (performance.now() - this.since < LONGEST_PIECE_MS) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.signal.throwIfAborted();
    this.since = performance.now();
  }
}
