import { quarterOfMonth, type Month } from '@ledger/kernel/calendar';
import type { CreditSpan } from '@ledger/stages/attribution/attribution.decisions';
import type { LedgerEntry } from '../ledger-entry';
import {
  arrived,
  at,
  attribution,
  decided,
  holdsChanged,
  paid,
  posted,
  profile,
  released,
  standing,
  type PostedLine,
} from './entries';

const overriddenTo = (partner: string): readonly CreditSpan[] => [
  {
    fromAt: null,
    credits: [{ partner, role: 'sourced', weight: 1 }],
    override: { id: `override to ${partner}`, source: 'test' },
  },
];

/**
 * A history of `plixo` in which two partners, p and q, have the same of everything: whatever is done to p must leave q
 * alone. p's line of invoice i1 was paid, q's j1 is payable, and both have a line in hold.
 */
export function twoPartners(): readonly LedgerEntry[] {
  const clock = at('2026-03-01');
  const lines: Record<'p1' | 'p2' | 'q1' | 'q2', PostedLine> = {
    p1: { partner: 'p', invoice: 'i1', line: 'l1', lineSeq: 1, amount: 1_000 },
    p2: { partner: 'p', invoice: 'i2', line: 'l1', lineSeq: 1, amount: 200 },
    q1: { partner: 'q', invoice: 'j1', line: 'l1', lineSeq: 1, amount: 3_000 },
    q2: { partner: 'q', invoice: 'j2', line: 'l1', lineSeq: 1, amount: -400 },
  };
  const quarter = quarterOfMonth((2026 * 12) as Month);
  const activatedAt = at('2026-01-09');
  const decisions = [
    standing('p'),
    standing('q', { holds: ['suspended'] }),
    { type: 'PromotionGranted', partner: 'p', promotion: 'launch', rate: '0.5' } as const,
    { type: 'CustomerCounted', partner: 'p', customer: 'a', activatedAt, wonIn: quarter } as const,
    { type: 'CustomerCounted', partner: 'p', customer: 'b', activatedAt, wonIn: null } as const,
    { type: 'CustomerCounted', partner: 'q', customer: 'a', activatedAt, wonIn: quarter } as const,
    { type: 'CustomerUncounted', partner: 'p', customer: 'b' } as const,
    attribution('a', { spans: overriddenTo('p'), settledAt: activatedAt }),
    attribution('b', { spans: overriddenTo('q') }),
    posted(lines.p1, { customer: 'a' }),
    posted(lines.p2, { customer: 'a', reason: 'bonus', postedAt: at('2026-02-11'), clearsAt: at('2026-03-13') }),
    posted(lines.q1, { customer: 'b' }),
    posted(lines.q2, { customer: 'b', reason: 'refund', postedAt: at('2026-02-12') }),
    holdsChanged({ invoice: 'j2', customer: 'b', partner: 'q', holds: ['dispute'] }),
    holdsChanged({ invoice: 'i2', customer: 'a', partner: 'q', holds: ['not_activated'] }),
    released([lines.p1]),
    released([lines.q1]),
    ...paid([lines.p1], 28),
    profile('p', { rail: 'stripe' }),
    profile('q', { acknowledgementOpen: true }),
    { type: 'AnomalyFound', code: 'refund_exceeds_amount', invoice: 'j1', detail: 'j1' } as const,
    { type: 'AnomalyFound', code: 'refund_exceeds_amount', invoice: 'j2', detail: 'j2' } as const,
    { type: 'AnomalyResolved', code: 'refund_exceeds_amount', invoice: 'j1', detail: 'j1' } as const,
  ];
  const facts = decisions.flatMap((decision, index) => [
    arrived('plixo', index + 1, at('2026-01-10'), { type: 'accepted' }),
    decided('plixo', index + 1, decision),
  ]);
  const next = decisions.length + 1;
  return [
    ...facts,
    arrived('plixo', next, clock, { type: 'accepted' }),
    arrived('plixo', next + 1, clock, { type: 'ignored' }),
    arrived('plixo', next + 2, clock, { type: 'rejected', code: 'unknown_partner', detail: 'x' }),
  ];
}
