/** What came out of compressed records. */
export interface Unpacked {
  readonly bytes: Buffer;
  /** There was more than the limit, and `bytes` is only the beginning of it. */
  readonly isCut: boolean;
}

/** Puts pieces together until they reach a limit. */
export class CutAtLimit {
  private readonly pieces: Uint8Array[] = [];
  private lengthBytes = 0;

  constructor(private readonly limitBytes: number) {}

  /** False once there is more than the limit: then no further piece is needed. */
  add(piece: Uint8Array): boolean {
    this.pieces.push(piece);
    this.lengthBytes += piece.length;
    return this.lengthBytes <= this.limitBytes;
  }

  result(): Unpacked {
    const isCut = this.lengthBytes > this.limitBytes;
    return { bytes: Buffer.concat(this.pieces, Math.min(this.lengthBytes, this.limitBytes)), isCut };
  }
}
