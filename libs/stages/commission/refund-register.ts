import type { EventOf } from '@ledger/contracts/events';
import { amountMinor } from '@ledger/kernel/money';
import type { InvoiceAccount, Refund } from './invoice-account';

/** Which refunds failed, and of which invoice each is: a failure names the refund alone, and may come before it. */
export class RefundRegister {
  private readonly invoices = new Map<string, InvoiceAccount>();
  private readonly failed = new Set<string>();

  /** Records a refund with its invoice, which may not have arrived; one that has failed already counts as if it had never been. */
  refunded(account: InvoiceAccount, event: EventOf<'payment.refunded'>): void {
    const { refund } = event.data;
    if (this.failed.has(refund)) return;
    account.refunds ??= new Map();
    account.refunds.set(refund, refundOf(event));
    this.invoices.set(refund, account);
  }

  /** Takes a refund away that failed; answers its invoice, null if the refund is not known. */
  failedToReach(refund: string): InvoiceAccount | null {
    this.failed.add(refund);
    const account = this.invoices.get(refund) ?? null;
    this.invoices.delete(refund);
    account?.refunds?.delete(refund);
    return account;
  }
}

function refundOf({ time, data }: EventOf<'payment.refunded'>): Refund {
  const lines = data.lines?.map(({ line, amount }) => ({ line, amountMinor: amountMinor(amount) })) ?? null;
  return { refund: data.refund, at: time, lines, amountMinor: amountMinor(data.amount ?? 0) };
}
