/** A record batch to be built byte by byte, as a broker holds it. */
export interface BatchToBuild {
  readonly firstOffset: number;
  /** By default as many as there are records. */
  readonly lastOffset?: number;
  readonly producerId?: bigint;
  readonly isTransactional?: boolean;
  readonly control?: 'commit' | 'abort';
  readonly codec?: number;
  readonly format?: number;
  readonly records?: readonly RecordToBuild[];
  /** In place of the records, as their (packed) bytes, which say of themselves that they are `count`. */
  readonly packed?: { readonly bytes: Buffer; readonly count: number };
}

export interface RecordToBuild {
  readonly offset: number;
  readonly key?: Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers?: readonly (readonly [name: string, value: string | null])[];
}

const TRANSACTIONAL = 0x10;
const CONTROL = 0x20;

export function buildBatch(batch: BatchToBuild): Buffer {
  const { firstOffset, producerId = -1n, format = 2, records = markerOf(batch) } = batch;
  const { count, bytes } = batch.packed ?? { count: records.length, bytes: buildRecords(records, firstOffset) };
  const lastOffset = batch.lastOffset ?? records.at(-1)?.offset ?? firstOffset;
  const body = Buffer.concat([
    int32(0),
    Buffer.from([format]),
    int32(0),
    int16s(attributesOf(batch)),
    int32(lastOffset - firstOffset),
    int64(1_000n),
    int64(2_000n),
    int64(producerId),
    int16s(0),
    int32(0),
    int32(count),
    bytes,
  ]);
  return Buffer.concat([int64(BigInt(firstOffset)), int32(body.length), body]);
}

function attributesOf({ codec = 0, isTransactional = false, control }: BatchToBuild): number {
  if (control !== undefined) return CONTROL | TRANSACTIONAL;
  return codec | (isTransactional ? TRANSACTIONAL : 0);
}

/** The one record of a control batch: its key is a version and a type. */
function markerOf({ control, firstOffset }: BatchToBuild): readonly RecordToBuild[] {
  if (control === undefined) return [];
  return [{ offset: firstOffset, key: int16s(0, control === 'commit' ? 1 : 0), value: Buffer.alloc(6) }];
}

/** Records as they lie in a batch, before a producer packs them. */
export function buildRecords(records: readonly RecordToBuild[], firstOffset: number): Buffer {
  return Buffer.concat(
    records.map(({ offset, key = null, value, headers = [] }) => {
      const content = Buffer.concat([
        Buffer.from([0]),
        varInt(5),
        varInt(offset - firstOffset),
        varBytes(key),
        varBytes(value),
        varInt(headers.length),
        ...headers.flatMap(([name, header]) => [varBytes(name), varBytes(header)]),
      ]);
      return Buffer.concat([varInt(content.length), content]);
    }),
  );
}

function varBytes(content: string | Buffer | null): Buffer {
  if (content === null) return varInt(-1);
  const bytes = Buffer.from(content);
  return Buffer.concat([varInt(bytes.length), bytes]);
}

function varInt(value: number): Buffer {
  const bytes: number[] = [];
  let zigzag = value < 0 ? -2 * value - 1 : 2 * value;
  for (; zigzag >= 0x80; zigzag = Math.floor(zigzag / 0x80)) bytes.push((zigzag % 0x80) | 0x80);
  return Buffer.from([...bytes, zigzag]);
}

function int16s(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length);
  values.forEach((value, index) => bytes.writeInt16BE(value, 2 * index));
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function int64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}
