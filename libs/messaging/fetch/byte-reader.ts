/**
 * Reads Kafka's encodings from a buffer, one after the other. Throws RangeError where the buffer ends before what is
 * asked for, also where a hostile length says so.
 */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get position(): number {
    return this.at;
  }

  get remaining(): number {
    return this.bytes.length - this.at;
  }

  int8(): number {
    return this.bytes.readInt8(this.advance(1));
  }

  int16(): number {
    return this.bytes.readInt16BE(this.advance(2));
  }

  int32(): number {
    return this.bytes.readInt32BE(this.advance(4));
  }

  int64(): bigint {
    return this.bytes.readBigInt64BE(this.advance(8));
  }

  /** A number with zigzag and seven bits a byte; up to 32 bits. */
  varInt(): number {
    const first = this.bytes[this.at] ?? 0x80;
    if (first < 0x80) {
      this.advance(1);
      return (first >>> 1) ^ -(first & 1);
    }
    return Number(BigInt.asIntN(32, this.varLong()));
  }

  /** The same, up to 64 bits. */
  varLong(): bigint {
    let zigzag = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.bytes.readUInt8(this.advance(1));
      zigzag |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return (zigzag >> 1n) ^ -(zigzag & 1n);
    }
    throw new RangeError('a number of variable length has more than ten bytes');
  }

  /** The next so many bytes, not copied. */
  next(length: number): Buffer {
    const start = this.advance(length);
    return this.bytes.subarray(start, start + length);
  }

  /** Bytes behind their length as a varint; a negative length: null. */
  varBytes(): Buffer | null {
    const length = this.varInt();
    return length < 0 ? null : this.next(length);
  }

  /** A text behind its length as an int16. */
  text(): string {
    const length = this.int16();
    return length < 0 ? '' : this.next(length).toString('utf8');
  }

  private advance(length: number): number {
    const start = this.at;
    if (length < 0 || length > this.remaining) {
      throw new RangeError(`${length} bytes were announced at ${start}, and ${this.remaining} are there`);
    }
    this.at += length;
    return start;
  }
}
