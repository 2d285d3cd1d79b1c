import { formatInstant, instant, DAY_MS } from '@ledger/kernel/instant';

const PARTNERS = ['a', 'b', 'c', 'd'];
const FIRST_DAY = Date.UTC(2026, 0, 1, 10);

/**
 * Events of a program that pays by Stripe, and asks for approvals, of little but what finance and partners do about
 * payouts: adjustments of either sign, approvals and refusals of any proposal, new accounts, forms, answers of the rail.
 * The seed says it all.
 */
export function financeAtWork(program: string, seed: number, steps: number): object[] {
  const random = seeded(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  let [id, at] = [0, FIRST_DAY];
  const event = (type: string, data: object) => {
    const time = formatInstant(instant(at));
    return { specversion: '1.0', id: `f${++id}`, source: 'test', type, time, program, data };
  };
  const method = (partner: string) => {
    const data = { partner, rail: 'stripe', account: `acct_${one([1, 2])}`, by: one(['ann', 'ben']) };
    return event('partner.payout_method_set', data);
  };
  const payout = () => `po-${1 + Math.floor(random() * (id / 6))}`;
  const step: readonly (() => object)[] = [
    ...Array<() => object>(6).fill(() => {
      const amount = Math.round(random() * 30_000) - 6_000 || 1;
      const data = { adjustment: `x${id}`, partner: one(PARTNERS), currency: one(['USD', 'USD', 'EUR']), amount };
      return event('adjustment.posted', { ...data, by: one(['ann', 'ben']), reason: 'any' });
    }),
    () => event('payout.approved', { payout: payout(), by: one(['carol', 'ann']) }),
    () => event('payout.approved', { payout: payout(), by: 'carol' }),
    () => event('payout.declined', { payout: payout(), by: 'carol' }),
    () => event('payout.settled', { payout: payout() }),
    () => event(one(['payout.failed', 'payout.returned']), { payout: payout(), code: 'closed' }),
    () => event('payouts.resumed', { partner: one(PARTNERS), by: 'carol' }),
    () => method(one(PARTNERS)),
    () => event('partner.tax_form_recorded', { partner: one(PARTNERS), form: 'W-9', signedOn: '2025-12-31' }),
    () => event(one(['partner.suspended', 'partner.reinstated']), { partner: one(PARTNERS) }),
    () => event('rail.connected', { rail: 'stripe' }),
  ];
  const begun = PARTNERS.flatMap((partner) => [
    event('partner.applied', { partner, type: 'partner' }),
    event('partner.approved', { partner }),
    method(partner),
  ]);
  const happening = Array.from({ length: steps }, () => {
    at += Math.floor(random() * DAY_MS * 1.2);
    return one(step)();
  });
  return [...begun, ...happening];
}

/** mulberry32: the same numbers on every machine. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
