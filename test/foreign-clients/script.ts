/** What producers of another library are to do, in this order; each client beside this file plays it. */
export interface ProducerScript {
  readonly producers: Readonly<Record<string, ProducerOptions>>;
  readonly steps: readonly ProducerStep[];
}

export interface ProducerOptions {
  readonly transactional?: boolean;
  readonly compression?: Codec;
  /** What is sent between two flushes goes into one batch, however large. */
  readonly oneBatch?: boolean;
}

export const CODECS = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
export type Codec = (typeof CODECS)[number];

export type ProducerStep =
  | { readonly do: 'begin' | 'flush' | 'commit' | 'abort'; readonly producer: string }
  | {
      readonly do: 'send';
      readonly producer: string;
      readonly topic: string;
      readonly partition: number;
      /** Bytes are base64 here. */
      readonly key: string | null;
      readonly value: string | null;
      readonly headers: readonly { readonly name: string; readonly value: string | null }[];
    };

export interface SentRecord {
  readonly topic: string;
  readonly partition?: number;
  readonly key?: string | Buffer | null;
  readonly value: string | Buffer | null;
  readonly headers?: readonly (readonly [name: string, value: string | Buffer | null])[];
}

/** The step of a producer that sends a record. */
export function send(producer: string, { topic, partition = 0, key, value, headers = [] }: SentRecord): ProducerStep {
  return {
    do: 'send',
    producer,
    topic,
    partition,
    key: base64(key ?? 'k'),
    value: base64(value),
    headers: headers.map(([name, content]) => ({ name, value: base64(content) })),
  };
}

/** Any other step of a producer. */
export function step(producer: string, what: 'begin' | 'flush' | 'commit' | 'abort'): ProducerStep {
  return { do: what, producer };
}

function base64(content: string | Buffer | null): string | null {
  return content === null ? null : Buffer.from(content).toString('base64');
}
