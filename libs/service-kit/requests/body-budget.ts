import { Problem } from '../problems/problem';

/** What unpacked bodies of requests under way may take together; one of them is never refused for its own size here. */
export class BodyBudget {
  private takenBytes = 0;

  constructor(readonly totalBytes: number) {}

  /** How many bytes are held now. */
  get inFlightBytes(): number {
    return this.takenBytes;
  }

  /** Holds so many more bytes. Throws the problem `unavailable` when others hold them. */
  hold(bytes: number): void {
    if (this.takenBytes + bytes > this.totalBytes) {
      throw new Problem('unavailable', 'Too many bodies are being taken at once. Send the same request again.', {
        headers: { 'Retry-After': '1' },
      });
    }
    this.takenBytes += bytes;
  }

  /** Gives bytes back. */
  release(bytes: number): void {
    this.takenBytes -= bytes;
  }
}
