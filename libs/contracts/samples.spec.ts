import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_TYPES, isEventType, type EventType } from './event-types';
import { fieldsOf } from './field-tree';
import { readEnvelope } from './read-envelope';
import { readEvent } from './read-event';
import { currentVersionOf, upcast } from './upcast';

const FOLDER = join(__dirname, 'samples');

interface Sample {
  readonly name: string;
  readonly type: EventType;
  readonly version: number;
  readonly event: Readonly<Record<string, unknown>> & { readonly data: Readonly<Record<string, unknown>> };
}

function samplesIn(file: string): Sample[] {
  const [, type, version] = /^(.+)\.v(\d+)\.json$/.exec(file) ?? [];
  if (type === undefined || !isEventType(type)) throw new Error(`${file} is not named after an event type`);
  const variants = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Record<string, Sample['event']>;
  return Object.entries(variants).map(([variant, event]) => ({
    name: `${file} (${variant})`,
    type,
    version: Number(version),
    event,
  }));
}

const files = readdirSync(FOLDER);
const samples = files.flatMap(samplesIn);

it('has a full and a minimal sample of every version of every type', () => {
  const expected = EVENT_TYPES.flatMap((type) =>
    Array.from({ length: currentVersionOf(type) }, (_, index) => `${type}.v${index + 1}.json`),
  );
  expect([...files].sort()).toEqual([...expected].sort());
  expect(samples).toHaveLength(2 * expected.length);
});

it.each(samples)('decodes $name', ({ type, version, event }) => {
  const data = upcast({ type, version, data: event.data });
  const envelope = readEnvelope({ ...event, data });
  if (!envelope.ok) throw new Error(envelope.detail);
  expect(readEvent(envelope)).toMatchObject({ ok: true, event: { type, data } });
});

it.each(samples.filter(({ name }) => name.includes('minimal')))(
  'has nothing in $name that could be left out',
  (sample) => {
    for (const field of Object.keys(sample.event.data)) {
      const { [field]: _left, ...data } = sample.event.data;
      const envelope = readEnvelope({ ...sample.event, data });
      expect({ field, ...(envelope.ok && readEvent(envelope)) }).toMatchObject({ field, ok: false });
    }
  },
);

it('shows every field of every type in one of its samples', () => {
  const unseen = EVENT_TYPES.flatMap((type) => {
    const shown = samples.filter((sample) => sample.type === type).flatMap(({ event }) => Object.keys(event.data));
    return [...fieldsOf(type).keys()].filter((field) => !shown.includes(field)).map((field) => `${type}: ${field}`);
  });
  expect(unseen).toEqual([]);
});
