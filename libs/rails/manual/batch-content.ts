import type { CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { AmountMinor } from '@ledger/kernel/money';
import { ZERO, add } from '@ledger/kernel/money';
import type { TransferId } from '../sending/transfer';
import type { BankParty } from './bank-party';

/** One payment of a batch file. */
export interface Payment {
  readonly payout: string;
  readonly payeeId: string;
  readonly partner: string;
  readonly endToEndId: TransferId;
  readonly amountMinor: AmountMinor;
  readonly payee: BankParty;
}

/** All that a batch file says: the same content gives the same bytes. */
export interface BatchContent {
  /** Unique at the debtor's bank, at most 35 characters. */
  readonly messageId: string;
  readonly program: string;
  readonly currency: string;
  readonly debtor: BankParty;
  readonly madeAt: Instant;
  /** The day on which the bank is asked to pay. */
  readonly executeOn: CalendarDate;
  readonly payments: readonly Payment[];
}

export function totalOf(payments: readonly Payment[]): AmountMinor {
  return payments.reduce((sum, { amountMinor }) => add(sum, amountMinor), ZERO);
}

/** What a payee reads on the account: whose commission, and which payout. */
export function remittanceText(program: string, payout: string): string {
  return `Commission ${program} ${payout}`.replaceAll(/[^A-Za-z0-9/\-?:().,'+ ]/g, '.').slice(0, 140);
}
