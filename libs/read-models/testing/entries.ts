import type { Calendar } from '@ledger/kernel/calendar';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { AttributionChanged } from '@ledger/stages/attribution/attribution.decisions';
import type { CommissionPosted, InvoiceHoldsChanged } from '@ledger/stages/commission/commission.decisions';
import type { Verdict } from '@ledger/stages/intake/log-entry';
import type { PartnerStandingChanged } from '@ledger/stages/partner-status/status.decisions';
import type {
  LineKey,
  LinesReleased,
  PayoutLinesMoved,
  PayoutMade,
  PayoutProfileChanged,
} from '@ledger/stages/payout/payout.decisions';
import type { Decision } from '@ledger/stages/stage';
import type { LedgerEntry } from '../ledger-entry';

/** Entries for tests: each builder says what matters and fills in the rest. */

const presets = new Map(loadTerms(presetPaths()).map((terms) => [terms.name, terms]));

export function termsOf(program: string): ProgramTerms {
  const terms = presets.get(program);
  if (terms === undefined) throw new RangeError(`no preset ${program}`);
  return terms;
}

export const calendarFor = (program: string): Calendar => termsOf(program).calendar;

/** Some entries of a log, each program's terms before its first; what belongs to none has no terms. */
export function withTerms(log: readonly LedgerEntry[], start: number, end: number): readonly LedgerEntry[] {
  const known = new Set(['', ...log.slice(0, start).map(({ program }) => program)]);
  return log.slice(start, end).flatMap((entry) => {
    const { program } = entry;
    if (known.has(program)) return [entry];
    known.add(program);
    const recorded = termsOf(program).versions.map((recordedTerms) => ({ program, seq: 0 as const, recordedTerms }));
    return [...recorded, entry];
  });
}

export function at(text: string): Instant {
  const time = parseInstant(text.length === 10 ? `${text}T00:00:00Z` : text);
  if (time === null) throw new RangeError(`not a time: ${text}`);
  return time;
}

export function arrived(program: string, seq: number, clock: Instant | null, verdict: Verdict): LedgerEntry {
  const arrival = { program, seq, verdict, clock, id: `e${seq}`, source: 'test', eventType: 'invoice.paid' };
  return { program, seq, arrival };
}

export function decided(program: string, seq: number, decision: Decision): LedgerEntry {
  return { program, seq, decision };
}

export function standing(partner: string, change: Partial<PartnerStandingChanged> = {}): PartnerStandingChanged {
  return {
    type: 'PartnerStandingChanged',
    partner,
    partnerType: 'partner',
    tier: null,
    application: 'approved',
    approvedAt: at('2026-01-01'),
    terminated: false,
    holds: [],
    activeUntil: null,
    decidedAt: at('2026-01-01'),
    ...change,
  };
}

export function attribution(customer: string, change: Partial<AttributionChanged> = {}): AttributionChanged {
  return {
    type: 'AttributionChanged',
    customer,
    settledAt: null,
    credits: [],
    spans: [{ fromAt: null, credits: change.credits ?? [], override: null }],
    introductions: [],
    termsVersion: 1,
    ...change,
  };
}

export function holdsChanged(change: Omit<InvoiceHoldsChanged, 'type' | 'decidedAt'>): InvoiceHoldsChanged {
  return { type: 'InvoiceHoldsChanged', decidedAt: at('2026-03-01'), ...change };
}

export interface PostedLine extends LineKey {
  readonly partner: string;
  readonly amount: number;
}

export function posted(line: PostedLine, change: Partial<CommissionPosted> = {}): CommissionPosted {
  const { partner, invoice, line: lineId, lineSeq, amount } = line;
  return {
    type: 'CommissionPosted',
    partner,
    customer: `customer of ${invoice}`,
    invoice: invoice ?? '',
    line: lineId,
    lineSeq,
    reason: 'accrual',
    baseMinor: amountMinor(amount * 10),
    rate: '0.1',
    amountMinor: amountMinor(amount),
    currency: 'USD',
    earnedAt: at('2026-01-10'),
    effectiveAt: at('2026-01-10'),
    postedAt: at('2026-01-10'),
    clearsAt: at('2026-02-09'),
    termsVersion: 1,
    cause: 'e1',
    decidedAt: at('2026-01-10'),
    holds: [],
    figures: null,
    ...change,
  };
}

export function released(lines: readonly PostedLine[], change: Partial<LinesReleased> = {}): LinesReleased {
  const sum = lines.reduce((total, line) => total + line.amount, 0);
  return {
    type: 'LinesReleased',
    partner: lines[0]?.partner ?? '',
    currency: 'USD',
    releasedAt: at('2026-02-09'),
    amountMinor: amountMinor(sum),
    lines: lines.map(({ invoice, line, lineSeq }) => ({ invoice, line, lineSeq })),
    ...change,
  };
}

/** A payout of lines that is paid at once. */
export function paid(
  lines: readonly PostedLine[],
  fee: number,
  change: Partial<PayoutMade> = {},
): readonly [PayoutMade, PayoutLinesMoved] {
  const gross = lines.reduce((total, line) => total + line.amount, 0);
  const made: PayoutMade = {
    type: 'PayoutMade',
    payout: `payout to ${lines[0]?.partner}`,
    partner: lines[0]?.partner ?? '',
    currency: 'USD',
    madeAt: at('2026-02-10'),
    postedAt: at('2026-02-10'),
    rail: 'stripe',
    grossMinor: amountMinor(gross),
    feeMinor: amountMinor(fee),
    withheldMinor: amountMinor(0),
    netMinor: amountMinor(gross - fee),
    lineCount: lines.length,
    paidAtOnce: true,
    figures: null,
    ...change,
  };
  return [made, moved(made, lines, { to: made.paidAtOnce ? 'paid' : 'in_transit', movedAt: made.madeAt })];
}

/** Lines go with a payout, from payable where nothing else is said. */
export function moved(
  { payout, partner, currency }: Pick<PayoutMade, 'payout' | 'partner' | 'currency'>,
  lines: readonly PostedLine[],
  change: Pick<PayoutLinesMoved, 'to' | 'movedAt'> & Partial<PayoutLinesMoved>,
): PayoutLinesMoved {
  return {
    type: 'PayoutLinesMoved',
    payout,
    partner,
    currency,
    from: 'payable',
    hadCleared: true,
    decidedAt: change.movedAt,
    lines: lines.map(({ invoice, line, lineSeq }) => ({ invoice, line, lineSeq })),
    ...change,
  };
}

/** A profile of a partner that has brought nothing. */
export function profile(partner: string, change: Partial<PayoutProfileChanged> = {}): PayoutProfileChanged {
  const nothing = { rail: null, methodChangedAt: null, taxForms: [], acknowledgementOpen: false };
  return {
    type: 'PayoutProfileChanged',
    partner,
    ...nothing,
    withholdingRate: null,
    payoutFailed: false,
    ...change,
  };
}
