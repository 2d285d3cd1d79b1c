import type { LedgerEvent } from '@ledger/contracts/events';
import type { RejectionCode } from '@ledger/contracts/rejection-codes';
import { canonicalJson } from '@ledger/contracts/same-content';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { Rejection } from './log-entry';

/** A thing of the outside world that an event names by its id: it is told once; again the same is ignored, else it is a conflict. */
interface Told {
  readonly thing: string;
  readonly id: string;
  content(): string;
  /** Null: other content is no conflict of its own. */
  readonly conflict: RejectionCode | null;
}

/** What was told of invoices, refunds, disputes, deals, referrals, adjustments and payouts (contract.md, section 1). */
export class RepeatedContent {
  /** Thing → id → the fingerprint of its content. */
  private readonly told = new Map<string, Map<string, string>>();
  /** Dispute → its invoice, as its opening or its close named it first. */
  private readonly disputed = new Map<string, string>();

  constructor(private readonly fingerprint: (content: string) => string) {}

  /** `ignored` for the same content again, a rejection for other content, null for something new. */
  judge(event: LedgerEvent): 'ignored' | Rejection | null {
    const told = toldBy(event);
    if (told === null) return null;
    const known = this.told.get(told.thing)?.get(told.id);
    const conflict = told.conflict === null ? null : { code: told.conflict, detail: told.id };
    if (known === undefined) return this.closesElsewhere(event) ? conflict : null;
    return known === this.fingerprint(told.content()) ? 'ignored' : conflict;
  }

  record(event: LedgerEvent): void {
    const told = toldBy(event);
    if (told === null) return;
    if (isOfDispute(event)) this.disputed.set(event.data.dispute, event.data.invoice);
    const known = this.told.get(told.thing);
    const content = this.fingerprint(told.content());
    if (known === undefined) this.told.set(told.thing, new Map([[told.id, content]]));
    else known.set(told.id, content);
  }

  /** A close on another invoice than the opening would leave the lines of the one frozen for good, and free nobody's. */
  private closesElsewhere(event: LedgerEvent): boolean {
    if (!isOfDispute(event)) return false;
    const invoice = this.disputed.get(event.data.dispute);
    return invoice !== undefined && invoice !== event.data.invoice;
  }
}

function isOfDispute(event: LedgerEvent): event is Extract<LedgerEvent, { type: 'dispute.opened' | 'dispute.closed' }> {
  return event.type === 'dispute.opened' || event.type === 'dispute.closed';
}

function toldBy(event: LedgerEvent): Told | null {
  const { type, data } = event;
  switch (type) {
    case 'invoice.paid':
    case 'invoice.issued':
      return { thing: type, id: data.invoice, content: () => invoiceContent(data), conflict: 'invoice_conflict' };
    case 'payment.refunded':
      return { thing: 'refund', id: data.refund, content: () => canonicalJson(data), conflict: 'refund_conflict' };
    case 'dispute.opened':
    case 'dispute.closed':
      return { thing: type, id: data.dispute, content: () => canonicalJson(data), conflict: 'dispute_conflict' };
    case 'deal.registered':
      return { thing: 'deal', id: data.deal, content: () => canonicalJson(data), conflict: 'deal_conflict' };
    case 'referral.submitted':
      return {
        thing: 'referral',
        id: data.referral,
        content: () => canonicalJson(data),
        conflict: 'referral_conflict',
      };
    case 'adjustment.posted':
      return {
        thing: 'adjustment',
        id: data.adjustment,
        content: () => canonicalJson(data),
        conflict: 'adjustment_conflict',
      };
    // Other data on the same payout does not fit its state any more (payouts.md, From run to paid).
    case 'payout.approved':
    case 'payout.declined':
    case 'payout.settled':
    case 'payout.failed':
    case 'payout.returned':
      return { thing: type, id: data.payout, content: () => canonicalJson(data), conflict: null };
    default:
      return null;
  }
}

/** The same customer, currency and lines, in any order, are the same invoice. */
function invoiceContent({
  customer,
  currency,
  lines,
}: {
  customer: string;
  currency: string;
  lines: readonly { line: string }[];
}) {
  return canonicalJson({ currency, customer, lines: [...lines].sort((a, b) => compareCodePoints(a.line, b.line)) });
}
