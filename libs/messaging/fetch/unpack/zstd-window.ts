const MAGIC = 0xfd2fb528;
/** No block is longer than its frame's window, or than 128 KiB. */
const SMALLEST_EXPONENT = 17;
const SINGLE_SEGMENT = 0x20;
const WINDOW_AT = 5;
const BLOCK_HEADER_BYTES = 3;
const LAST_BLOCK = 1;
const RUN_LENGTH_BLOCK = 1;
/** fzstd moves its whole window for each block: a frame of many empty blocks would keep a processor for minutes. */
const MOVED_BYTES_LIMIT = 16 * 1_024 ** 3;

/**
 * The frame, made to ask for no larger window than the limit on what comes out of it: nothing can refer back further,
 * and fzstd would allocate what the frame asks for (Java's producers ask for 128 MiB at level 22).
 * @throws RangeError for a frame that would take more memory or time than its content can need
 */
export function withSmallWindow(frame: Buffer, limitBytes: number): Buffer {
  if (frame.length < WINDOW_AT + 1 || frame.readUInt32LE(0) !== MAGIC) throw new RangeError('no frame of zstd');
  const head = readHead(frame);
  let { windowBytes } = head;
  let small = frame;
  if (windowBytes > limitBytes) {
    if (head.isSingleSegment) throw new RangeError(`the frame says that ${windowBytes} bytes come out of it`);
    const exponent = Math.max(Math.ceil(Math.log2(limitBytes)), SMALLEST_EXPONENT);
    windowBytes = 2 ** exponent;
    small = Buffer.from(frame);
    small[WINDOW_AT] = (exponent - 10) << 3;
  }
  if (countBlocks(frame, head.lengthBytes) * windowBytes > MOVED_BYTES_LIMIT) {
    throw new RangeError('the frame has far more blocks than its content needs');
  }
  return small;
}

interface FrameHead {
  readonly isSingleSegment: boolean;
  /** For a single segment: what comes out of it. */
  readonly windowBytes: number;
  readonly lengthBytes: number;
}

/** RFC 8878, section 3.1.1.1. */
function readHead(frame: Buffer): FrameHead {
  const descriptor = frame.readUInt8(4);
  const isSingleSegment = (descriptor & SINGLE_SEGMENT) !== 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? Number(isSingleSegment) : 2 ** sizeFlag;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const sizeAt = WINDOW_AT + Number(!isSingleSegment) + dictionaryBytes;
  const windowBytes = isSingleSegment ? contentBytes(frame, sizeAt, sizeBytes) : window(frame.readUInt8(WINDOW_AT));
  return { isSingleSegment, windowBytes, lengthBytes: sizeAt + sizeBytes };
}

function window(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function contentBytes(frame: Buffer, at: number, length: number): number {
  if (length === 8) return Number(frame.readBigUInt64LE(at));
  return frame.readUIntLE(at, length) + (length === 2 ? 256 : 0);
}

function countBlocks(frame: Buffer, firstAt: number): number {
  let count = 0;
  for (let at = firstAt; at + BLOCK_HEADER_BYTES <= frame.length;) {
    const header = frame.readUIntLE(at, BLOCK_HEADER_BYTES);
    count += 1;
    const isRun = ((header >> 1) & 3) === RUN_LENGTH_BLOCK;
    at += BLOCK_HEADER_BYTES + (isRun ? 1 : header >> 3);
    if ((header & LAST_BLOCK) !== 0) break;
  }
  return count;
}
