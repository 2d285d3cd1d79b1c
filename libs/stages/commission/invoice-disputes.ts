import type { EventOf } from '@ledger/contracts/events';
import { amountMinor, type AmountMinor } from '@ledger/kernel/money';
import { compareKeys, keyOf, type FactKey } from '../facts/fact-key';
import type { InvoiceAccount, TakenBack } from './invoice-account';

/** What is recorded of one dispute. */
export interface Dispute {
  /** What its opening says is disputed; null: all of it, or the opening has not arrived. */
  openedOverMinor: AmountMinor | null;
  /** The latest close, which counts; null: the dispute is open. */
  close: DisputeClose | null;
}

interface DisputeClose extends FactKey {
  readonly outcome: 'won' | 'lost';
  readonly amountMinor: AmountMinor | null;
}

/** Records a dispute's opening or close; they may come in any order, and before their invoice. */
export function noteDispute(
  account: InvoiceAccount,
  event: EventOf<'dispute.opened'> | EventOf<'dispute.closed'>,
): void {
  const dispute = disputeOf(account, event.data.dispute);
  const namedMinor = event.data.amount === undefined ? null : amountMinor(event.data.amount);
  if (event.type === 'dispute.opened') {
    dispute.openedOverMinor = namedMinor;
    return;
  }
  const close = { outcome: event.data.outcome, amountMinor: namedMinor, ...keyOf(event) };
  // A bank may give the money back: the latest close takes the place of the earlier, in whichever order they arrive.
  if (dispute.close === null || compareKeys(close, dispute.close) > 0) dispute.close = close;
}

function disputeOf(account: InvoiceAccount, id: string): Dispute {
  account.disputes ??= new Map();
  let dispute = account.disputes.get(id);
  if (dispute === undefined) {
    dispute = { openedOverMinor: null, close: null };
    account.disputes.set(id, dispute);
  }
  return dispute;
}

/** Whether a dispute is open: a close without its opening counts alone. */
export function hasOpenDispute({ disputes }: InvoiceAccount): boolean {
  return disputes !== null && [...disputes.values()].some(({ close }) => close === null);
}

/** Whether a dispute over the whole invoice is lost. */
export function isLostAsAWhole({ disputes }: InvoiceAccount): boolean {
  return lost(disputes).some((dispute) => lostMinor(dispute) === null);
}

/** What disputes over a part of the invoice took back; like refunds that name no lines (programs.md, section 0, Disputes). */
export function partsLost({ disputes }: InvoiceAccount): TakenBack[] {
  return lost(disputes)
    .map(lostMinor)
    .filter((amount) => amount !== null)
    .map((amount) => ({ lines: null, amountMinor: amount }));
}

/** The disputes that are lost, by their ids. */
export function lostDisputes({ disputes }: InvoiceAccount): string[] {
  return [...(disputes ?? [])].filter(([, { close }]) => close?.outcome === 'lost').map(([id]) => id);
}

function lost(disputes: InvoiceAccount['disputes']): Dispute[] {
  return disputes === null ? [] : [...disputes.values()].filter(({ close }) => close?.outcome === 'lost');
}

/** What was lost: what the close names, else what its opening does; null: all. */
function lostMinor({ close, openedOverMinor }: Dispute): AmountMinor | null {
  return close?.amountMinor ?? openedOverMinor;
}
