import { EVENT_TYPES } from '@ledger/contracts/event-types';
import { readEnvelope } from '@ledger/contracts/read-envelope';
import { readEvent } from '@ledger/contracts/read-event';
import { usesEventType } from '@ledger/program/uses';
import { generateHistory, streamHistory, termsOfPreset, type HistoryRequest } from './generate-history';
import { ALL_SCENARIOS } from './scenarios/all-scenarios';
import { possibleIn } from './scenarios/tell-scenarios';
import { SHAPES, type Shape } from './shapes';

const PRESETS = ['plixo', 'reseller', 'three-tier', 'plaidcloud', 'odoopbx'];
/** Enough for every scenario of every preset. */
const ENOUGH = 2_000;

/** Quarters of refunds are of programs that have the tier in which refunds wait. */
function shapesFor(program: string): Shape[] {
  return (Object.keys(SHAPES) as Shape[]).filter((shape) => shape !== 'refunds' || program === 'three-tier');
}

function isReadable(event: unknown): boolean {
  const envelope = readEnvelope(event);
  return envelope.ok && readEvent(envelope).ok;
}

describe.each(PRESETS)('%s', (program) => {
  it.each(shapesFor(program))('%s: gives exactly as many events as asked for, the same for the same seed', (shape) => {
    for (const events of [1, 60, 700]) {
      const request: HistoryRequest = { program, seed: 7, events, shape };
      const history = generateHistory(request);
      expect(history).toHaveLength(events);
      expect(generateHistory(request)).toEqual(history);
      const lines = [...streamHistory(request)];
      expect(lines).toEqual(history.map((event) => JSON.stringify(event)));
      // What JSON cannot say is in none of them.
      expect(lines.map((line) => JSON.parse(line))).toStrictEqual(history);
    }
    const [seven, eight] = [7, 8].map((seed) => generateHistory({ program, seed, events: 700, shape }));
    expect(eight).not.toEqual(seven);
  });

  it('adversarial: has every event type that the terms use, readable, and a bit of all others', () => {
    const history = generateHistory({ program, seed: 1, events: ENOUGH, shape: 'adversarial' });
    const readableTypes = new Set(history.filter(isReadable).map(({ type }) => type));
    const used = EVENT_TYPES.filter((type) => usesEventType(termsOfPreset(program), type));
    expect(used.filter((type) => !readableTypes.has(type))).toEqual([]);
    expect(history.filter((event) => !isReadable(event)).length).toBeGreaterThan(40);
  });

  it('adversarial: all scenarios fit in what the coverage tests ask for', () => {
    const terms = termsOfPreset(program);
    expect(generateHistory({ program, seed: 2, shape: 'adversarial' }).length).toBeLessThan(ENOUGH);
    const history = generateHistory({ program, seed: 2, events: ENOUGH, shape: 'adversarial' });
    expect(possibleIn(terms, ALL_SCENARIOS).length).toBeGreaterThan(45);
    const disturbed = history.filter(({ id }, index) => history.findIndex((other) => other.id === id) !== index);
    expect(disturbed.length).toBeGreaterThan(3);
  });

  it.each(['uniform', 'hot-partner'] as const)(
    '%s: everything is readable, and goes forward in time but for a few',
    (shape) => {
      const history = generateHistory({ program, seed: 3, events: 3_000, shape });
      expect(history.filter((event) => !isReadable(event))).toEqual([]);
      const late = history.filter(({ time }, index) => time < (history[index - 1]?.time ?? ''));
      expect(late.length).toBeGreaterThan(0);
      expect(late.length).toBeLessThan(history.length / 30);
    },
  );
});

it('hot-partner: nine sign-ups of ten name the same code', () => {
  const signUps = generateHistory({ program: 'reseller', seed: 4, events: 20_000, shape: 'hot-partner' }).filter(
    ({ type }) => type === 'customer.signed_up',
  );
  const hot = signUps.filter(({ data }) => data['referralCode'] === 'code-0').length;
  expect(hot / signUps.length).toBeGreaterThan(0.85);
  expect(hot / signUps.length).toBeLessThan(0.97);
});

it('takes the terms of any program, not only those of the presets', () => {
  const sixth = { ...termsOfPreset('three-tier'), program: 'sixth', timeZone: 'Asia/Tokyo' };
  const history = generateHistory({ program: sixth, seed: 5, events: ENOUGH, shape: 'adversarial' });
  expect(new Set(history.map(({ program }) => program))).toEqual(new Set(['sixth', 'no-such-program']));
});

it('streams a hundred thousand events without keeping them', () => {
  let count = 0;
  let bytes = 0;
  for (const line of streamHistory({ program: 'plixo', seed: 6, events: 100_000, shape: 'uniform' })) {
    count += 1;
    bytes += line.length;
  }
  expect(count).toBe(100_000);
  expect(bytes / count).toBeGreaterThan(150);
});
