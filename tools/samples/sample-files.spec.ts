import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import { makeSampleFiles } from './sample-files';

const COMMITTED = join(__dirname, '..', '..', 'samples');

/** What the contract refuses of one line, or `readable`. */
function verdictOn(line: string): string {
  const envelope = readEnvelope(JSON.parse(line));
  if (!envelope.ok) return 'schema_invalid';
  const event = readEvent(envelope);
  return event.ok ? 'readable' : event.code;
}

function countOf(items: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1;
  return counts;
}

describe.each(makeSampleFiles())('$fileName', ({ fileName, text }) => {
  const lines = text.trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line) as { id: string; source: string; type: string; time: string });

  it('is committed as the generator writes it', () => {
    const path = join(COMMITTED, fileName);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : `run "npm run samples:generate" to write ${fileName}`).toBe(
      text,
    );
  });

  it('is a year of several hundred events that ends with the clock at the end of December', () => {
    expect(lines.length).toBeGreaterThanOrEqual(300);
    expect(lines.length).toBeLessThanOrEqual(700);
    expect(events.at(-1)).toMatchObject({ type: 'clock.advanced', time: '2026-12-31T23:59:00.000Z' });
  });

  it('has exactly the five mistakes in form that were planned, and nothing else that cannot be read', () => {
    const { readable = 0, ...refused } = countOf(lines.map(verdictOn));
    expect(refused).toEqual({ schema_invalid: 4, unknown_type: 1 });
    expect(readable).toBe(lines.length - 5);
  });

  it('has duplicates, and ids that are used for something else', () => {
    const contentsOf = new Map<string, string[]>();
    lines.forEach((line, index) => {
      const event = events[index];
      const id = `${event?.source ?? ''} ${event?.id ?? ''}`;
      contentsOf.set(id, [...(contentsOf.get(id) ?? []), line]);
    });
    const repeated = [...contentsOf.values()].filter((contents) => contents.length > 1);
    expect(repeated.some((contents) => new Set(contents).size < contents.length)).toBe(true);
    expect(repeated.some((contents) => new Set(contents).size > 1)).toBe(true);
  });
});

it('another seed tells another year', () => {
  const [one] = makeSampleFiles(1);
  const [again] = makeSampleFiles(1);
  const [other] = makeSampleFiles(2);
  expect(again?.text).toBe(one?.text);
  expect(other?.text).not.toBe(one?.text);
});
