import type { LedgerEvent } from '@ledger/contracts/events';
import type { RejectionCode } from '@ledger/contracts/rejection-codes';
import { comparableJson } from '@ledger/contracts/same-content';
import type { Rejection } from './log-entry';
import { offending } from './offending';
import { ToldInvoices } from './told-invoices';

/** A thing of the outside world that an event names by its id: it is told once; again the same is ignored, else it is a conflict. */
interface Told {
  readonly thing: string;
  readonly id: string;
  /** Null: other content is no conflict of its own. */
  readonly conflict: RejectionCode | null;
}

/** What was told of invoices and disputes, and of refunds, deals, referrals, adjustments and payouts (contract.md, section 1). */
export class RepeatedContent {
  /** Thing → id → the fingerprint of its content. */
  private readonly told = new Map<string, Map<string, string>>();
  private readonly invoices: ToldInvoices;

  constructor(private readonly fingerprint: (content: string) => string) {
    this.invoices = new ToldInvoices(fingerprint);
  }

  /** `ignored` for the same content again, a rejection for other content, null for something new. */
  judge(event: LedgerEvent): 'ignored' | Rejection | null {
    const told = toldBy(event);
    if (told === null) return this.invoices.judge(event);
    const known = this.told.get(told.thing)?.get(told.id);
    if (known === undefined) return null;
    if (known === this.fingerprint(comparableJson(event.data))) return 'ignored';
    return told.conflict === null ? null : { code: told.conflict, detail: offending(`data.${told.thing}`, told.id) };
  }

  note(event: LedgerEvent): void {
    this.invoices.note(event);
    const told = toldBy(event);
    if (told === null) return;
    const known = this.told.get(told.thing);
    const content = this.fingerprint(comparableJson(event.data));
    if (known === undefined) this.told.set(told.thing, new Map([[told.id, content]]));
    else known.set(told.id, content);
  }
}

function toldBy({ type, data }: LedgerEvent): Told | null {
  switch (type) {
    case 'payment.refunded':
      return { thing: 'refund', id: data.refund, conflict: 'refund_conflict' };
    case 'deal.registered':
      return { thing: 'deal', id: data.deal, conflict: 'deal_conflict' };
    case 'referral.submitted':
      return { thing: 'referral', id: data.referral, conflict: 'referral_conflict' };
    case 'adjustment.posted':
      return { thing: 'adjustment', id: data.adjustment, conflict: 'adjustment_conflict' };
    // Other data on the same payout does not fit its state any more (payouts.md, From run to paid).
    case 'payout.approved':
    case 'payout.declined':
    case 'payout.settled':
    case 'payout.failed':
    case 'payout.returned':
      return { thing: type, id: data.payout, conflict: null };
    default:
      return null;
  }
}
