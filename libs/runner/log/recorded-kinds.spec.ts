import type { RecordedEvent } from '@ledger/event-store/event-store';
import { arrivalEvent, recordedArrival } from './arrival-events';
import { readRecorded, recordedType } from './recorded-kinds';
import { readOffer } from '../read-offer';

/** A contract whose sign-ups are in their second version: `code` became `referralCode`. */
jest.mock('@ledger/contracts/upcast', () => {
  const actual = jest.requireActual('@ledger/contracts/upcast');
  const chains = {
    'customer.signed_up': [({ code, ...rest }: Record<string, unknown>) => ({ ...rest, referralCode: code })],
  };
  return {
    upcast: (recorded: unknown, given = chains) => actual.upcast(recorded, given),
    currentVersionOf: (type: string, given = chains) => actual.currentVersionOf(type, given),
  };
});

const place = { stream: 'commission.p-i', revision: 3n, position: 9n, hash: '', id: '', metadata: {} };
const recorded = (type: string, data: RecordedEvent['data']): RecordedEvent => ({ ...place, type, data });

/** Lines were recorded with `sum` once, then with `amount`, now with `amountMinor`. */
const chains = {
  CommissionPosted: [
    ({ sum, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, amount: sum }),
    ({ amount, ...rest }: Readonly<Record<string, unknown>>) => ({ ...rest, amountMinor: amount }),
  ],
};

describe('what the log has', () => {
  it.each([
    ['CommissionPosted.v1', { sum: '1' }],
    ['CommissionPosted.v2', { amount: '1' }],
    ['CommissionPosted.v3', { amountMinor: '1' }],
  ])('of %s is read in the present version', (type, data) => {
    expect(readRecorded(recorded(type, data), chains)).toEqual({
      kind: 'CommissionPosted',
      data: { amountMinor: '1' },
    });
  });

  it('is recorded in the version after the last step', () => {
    expect(recordedType('CommissionPosted', chains)).toBe('CommissionPosted.v3');
    expect(recordedType('CustomerCounted')).toBe('CustomerCounted.v1');
    expect(recordedType('WinsChanged')).toBe('WinsChanged.v2');
  });

  it.each([
    [
      'CommissionPosted.v4',
      'commission.p-i@3: CommissionPosted is recorded in version 4; this build knows versions 1 to 3',
    ],
    ['CommissionForgotten.v1', 'commission.p-i@3: this release knows no event CommissionForgotten.v1'],
    ['CommissionPosted', 'this release knows no event'],
  ])('of a later release (%s) is refused with its place', (type, message) => {
    expect(() => readRecorded(recorded(type, {}), chains)).toThrow(message);
  });
});

describe('a decision of this edition that an earlier release recorded', () => {
  it.each([
    ['CommissionPosted.v2', { amountMinor: '1' }, { figures: null }],
    ['WinsChanged.v1', { wins: 3 }, { added: null, removed: null }],
    ['PayoutMade.v2', { payout: 'po-1' }, { figures: null }],
    ['PayoutProposed.v1', { payout: 'po-1' }, { figures: null }],
  ])('%s says of what is told since that it is not known', (type, data, unknown) => {
    expect(readRecorded(recorded(type, data)).data).toEqual({ ...data, ...unknown });
  });

  it('of an earlier edition is refused', () => {
    expect(() => readRecorded(recorded('CommissionPosted.v1', {}))).toThrow('by an earlier edition of the rules');
  });
});

describe('an event that came', () => {
  const signUp = { specversion: '1.0', id: 'e', source: 's', type: 'customer.signed_up', time: '2026-01-01T00:00:00Z' };
  const event = { ...signUp, program: 'plixo', data: { customer: 'c', referralCode: 'p' } };
  const arrival = { program: 'plixo', seq: 1, clock: null, id: 'e', source: 's', eventType: signUp.type };

  const asRecorded = () =>
    arrivalEvent(
      { ...arrival, verdict: { type: 'accepted' } },
      readOffer(event),
      { duplicateOf: null, factNumber: 1 },
      { place: 'request:x', index: 0 },
      null,
    );

  it('is recorded with the version of its type, and comes back as it is', () => {
    const { type, data, metadata } = asRecorded();
    expect(data).toMatchObject({ event, eventVersion: 2 });
    expect(recordedArrival({ ...place, type, data, metadata }).event).toEqual(event);
  });

  it('before a type had a second version is read in the present one', () => {
    const { type, metadata, data } = asRecorded();
    const { eventVersion: _now, ...before } = data as Record<string, never>;
    const old = { ...before, event: { ...event, data: { customer: 'c', code: 'p' } } };
    expect(recordedArrival({ ...place, type, metadata, data: old }).event).toEqual(event);
  });
});
