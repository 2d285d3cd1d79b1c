import { readFileSync } from 'node:fs';
import { isEventType, topicOf } from '@ledger/contracts/event-types';
import { sampleFiles } from '@ledger/hosting/samples/sample-files';

/** A line of the samples, with where its producer sends it. */
export interface SampleLine {
  readonly topic: string;
  readonly key: string;
  readonly text: string;
}

/** The samples of all programs, cut into pieces that each go on with every program where the last one stopped. */
export function samplePieces(count: number): SampleLine[][] {
  const files = sampleFiles().map(({ path }) => readFileSync(path, 'utf8').split('\n').filter(Boolean));
  return Array.from({ length: count }, (_, piece) =>
    files.flatMap((lines) =>
      lines
        .slice(Math.floor((lines.length * piece) / count), Math.floor((lines.length * (piece + 1)) / count))
        .map(sampleLine),
    ),
  );
}

/** Where the producer of an event sends it. (What no topic has, such as a line of an unknown type, goes to any.) */
export function sampleLine(text: string): SampleLine {
  const { type, data = {} } = JSON.parse(text) as { type?: unknown; data?: Record<string, string> };
  const topic = typeof type === 'string' && isEventType(type) ? topicOf(type) : 'partner-ledger.checkout.v1';
  const key = data['customer'] ?? data['partner'] ?? data['invoice'] ?? 'none';
  return { topic, key, text };
}
