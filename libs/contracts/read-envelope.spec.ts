import { readEnvelope } from './read-envelope';

const event = {
  specversion: '1.0',
  id: 'e1',
  source: 'case',
  type: 'customer.activated',
  time: '2026-01-10T10:00:00Z',
  program: 'plixo',
  data: { customer: 'a' },
};
const without = (field: keyof typeof event) =>
  Object.fromEntries(Object.entries(event).filter(([key]) => key !== field));
const problemOf = (value: unknown) => {
  const envelope = readEnvelope(value);
  if (envelope.ok) throw new Error('the envelope was accepted');
  return envelope;
};

describe('an envelope that is in order', () => {
  it('gives header, type and data', () => {
    expect(readEnvelope(event)).toEqual({
      ok: true,
      id: 'e1',
      source: 'case',
      type: 'customer.activated',
      program: 'plixo',
      time: Date.UTC(2026, 0, 10, 10),
      rawData: { customer: 'a' },
    });
  });

  it('hands on the very data that came, with fields that no schema names', () => {
    const data = { customer: 'a', note: { nested: [1] } };
    expect(readEnvelope({ ...event, data })).toHaveProperty('rawData', data);
  });

  it('ignores other attributes, and leaves the type for later', () => {
    const other = { ...event, type: 'customer.teleported', traceparent: '00-1', datacontenttype: 'application/json' };
    expect(readEnvelope(other)).toMatchObject({ ok: true, type: 'customer.teleported' });
  });

  it.each([
    ['2026-01-10T10:00:00Z', Date.UTC(2026, 0, 10, 10)],
    ['2026-01-10T10:00:00+00:00', Date.UTC(2026, 0, 10, 10)],
    ['2026-01-10T10:00:00.5+00:00', Date.UTC(2026, 0, 10, 10, 0, 0, 500)],
    ['2026-01-10T10:00:00.123Z', Date.UTC(2026, 0, 10, 10, 0, 0, 123)],
    ['2026-01-10T10:00:00.866837+00:00', Date.UTC(2026, 0, 10, 10, 0, 0, 866)],
    ['2028-02-29T23:59:59.999Z', Date.UTC(2028, 1, 29, 23, 59, 59, 999)],
  ])('takes the time %s', (time, expected) => {
    expect(readEnvelope({ ...event, time })).toMatchObject({ ok: true, time: expected });
  });

  it('reads `clock` as a time, and leaves it out where it is missing or null', () => {
    const clock = '2026-01-10T10:00:07.250Z';
    expect(readEnvelope({ ...event, clock })).toHaveProperty('clock', Date.UTC(2026, 0, 10, 10, 0, 7, 250));
    expect(readEnvelope({ ...event, clock: null })).not.toHaveProperty('clock');
    expect(readEnvelope(event)).not.toHaveProperty('clock');
  });

  it('counts the characters of an id in code points: 128 fit, also where each takes two units', () => {
    expect(readEnvelope({ ...event, id: 'x'.repeat(128), source: '🙂'.repeat(128) }).ok).toBe(true);
  });
});

describe('an envelope that is broken', () => {
  it.each([
    ['2026-01-10T10:00:00+01:00', 'another offset'],
    ['2026-01-10T10:00:00-00:00', 'an unknown offset'],
    ['2026-01-10T10:00:00', 'no offset'],
    ['2026-01-10 10:00:00Z', 'no T'],
    ['2026-01-10T10:00Z', 'no seconds'],
    ['2026-01-10T10:00:00.0000000005Z', 'ten decimals'],
    ['2026-01-10T10:00:00.Z', 'a dot without decimals'],
    ['2026-02-29T10:00:00Z', 'a leap day in a common year'],
    ['2026-04-31T10:00:00Z', 'the 31st of April'],
    ['2026-13-01T10:00:00Z', 'a 13th month'],
    ['2026-01-10T24:00:00Z', 'a 24th hour'],
    ['2026-01-10T10:00:60Z', 'a 60th second'],
    ['', 'nothing'],
  ])('refuses the time %j: %s', (time) => {
    expect(problemOf({ ...event, time })).toMatchObject({ path: 'time', detail: `time: '${time}'` });
    expect(problemOf({ ...event, clock: time })).toMatchObject({ path: 'clock', detail: `clock: '${time}'` });
  });

  it.each(['specversion', 'id', 'source', 'type', 'time', 'program', 'data'] as const)(
    'names a missing %s',
    (field) => {
      expect(problemOf(without(field))).toMatchObject({ path: field, detail: `${field}: missing` });
    },
  );

  it.each([
    [{ specversion: '0.3' }, "specversion: '0.3'"],
    [{ specversion: 1 }, 'specversion: 1'],
    [{ id: '' }, "id: ''"],
    [{ id: 7 }, 'id: 7'],
    [{ id: 'x'.repeat(129) }, `id: '${'x'.repeat(64)}…'`],
    [{ source: '🙂'.repeat(129) }, `source: '${'🙂'.repeat(64)}…'`],
    [{ source: null }, 'source: null'],
    [{ id: 'a\u0000b' }, "id: 'a\\u0000b'"],
    [{ id: 'a\ud800b' }, "id: 'a\\ud800b'"],
    [{ type: '' }, "type: ''"],
    [{ time: 1768039200000 }, 'time: 1768039200000'],
    [{ program: '' }, "program: ''"],
    [{ program: ['plixo'] }, 'program: a list'],
    [{ data: null }, 'data: null'],
    [{ data: [] }, 'data: []'],
    [{ data: 'customer' }, 'data: a text'],
    [{ clock: true }, 'clock: true'],
    [{ clock: {} }, 'clock: an object'],
  ])('refuses %j', (change, detail) => {
    expect(problemOf({ ...event, ...change }).detail).toBe(detail);
  });

  it('tells the first thing that is wrong, in the order of the contract', () => {
    expect(problemOf({ ...event, time: 'now', id: '', data: 1 }).path).toBe('id');
  });

  it('gives what can be read for the row of the rejection, and "" for the rest', () => {
    expect(problemOf({ ...event, time: 'now' })).toMatchObject({
      program: 'plixo',
      source: 'case',
      id: 'e1',
      type: 'customer.activated',
    });
    expect(problemOf({ id: 5, type: { a: 1 }, program: null, source: '\ud800' })).toMatchObject({
      program: '',
      source: '',
      id: '',
      type: '',
    });
  });

  it.each([[null], [5], ['event'], [true], [[event]], [undefined]])('refuses %j, which is no object', (value) => {
    expect(problemOf(value)).toEqual({
      ok: false,
      program: '',
      source: '',
      id: '',
      type: '',
      path: '',
      detail: 'not a JSON object',
    });
  });
});
