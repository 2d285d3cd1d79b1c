import type { EventOf } from '@ledger/contracts/events';
import { comparableJson } from '@ledger/contracts/same-content';
import { compareKeys, keyOf, type FactKey } from '../facts/fact-key';
import { listIn } from '../facts/partner-record';
import type { Rejection } from './log-entry';
import { offending } from './offending';

type Opened = EventOf<'dispute.opened'>;
type Closed = EventOf<'dispute.closed'>;

interface Close extends FactKey {
  readonly lost: boolean;
  /** The fingerprint of its data. */
  readonly content: string;
}

interface ToldDispute {
  readonly invoice: string;
  /** Of its opening: null names no amount; undefined: it was not told yet. */
  openedAmount: number | null | undefined;
  /** The latest close by its key; null: none yet. */
  counting: Close | null;
}

/** What was told of disputes: each is of one invoice, opened once, and its latest close counts (contract.md, section 1). */
export class ToldDisputes {
  private readonly disputes = new Map<string, ToldDispute>();
  private readonly byInvoice = new Map<string, ToldDispute[]>();

  constructor(private readonly fingerprint: (content: string) => string) {}

  judge(event: Opened | Closed): 'ignored' | Rejection | null {
    const told = this.disputes.get(event.data.dispute);
    if (told === undefined) return null;
    if (told.invoice !== event.data.invoice) return conflict('data.invoice', event.data.invoice);
    return event.type === 'dispute.opened' ? judgeOpening(event, told) : this.judgeClose(event, told);
  }

  note(event: Opened | Closed): void {
    const { dispute, invoice } = event.data;
    let told = this.disputes.get(dispute);
    if (told === undefined) {
      told = { invoice, openedAmount: undefined, counting: null };
      this.disputes.set(dispute, told);
      listIn(this.byInvoice, invoice).push(told);
    }
    if (event.type === 'dispute.opened') told.openedAmount = event.data.amount ?? null;
    else if (told.counting === null || compareKeys(keyOf(event), told.counting) > 0)
      told.counting = { lost: event.data.outcome === 'lost', content: this.contentOf(event), ...keyOf(event) };
  }

  /** Whether a dispute of the invoice is lost, as it stands. */
  isLost(invoice: string): boolean {
    return (this.byInvoice.get(invoice) ?? []).some(({ counting }) => counting?.lost === true);
  }

  /** The data of the close that counts again, and not after it: nothing new. */
  private judgeClose(event: Closed, { counting }: ToldDispute): 'ignored' | null {
    if (counting === null || compareKeys(keyOf(event), counting) > 0) return null;
    return counting.content === this.contentOf(event) ? 'ignored' : null;
  }

  private contentOf({ data }: Closed): string {
    return this.fingerprint(comparableJson(data));
  }
}

function judgeOpening({ data }: Opened, { openedAmount }: ToldDispute): 'ignored' | Rejection | null {
  if (openedAmount === undefined) return null;
  return (data.amount ?? null) === openedAmount ? 'ignored' : conflict('data.amount', String(data.amount ?? 'missing'));
}

function conflict(field: string, value: string): Rejection {
  return { code: 'dispute_conflict', detail: offending(field, value) };
}
