import type { CalendarDate } from '@ledger/kernel/calendar';
import { parseDate } from '@ledger/kernel/calendar';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { BankParty } from '@ledger/rails/manual/bank-party';
import type { BatchContent, Payment } from '@ledger/rails/manual/batch-content';
import type { TransferId } from '@ledger/rails/sending/transfer';

export const DEBTOR: BankParty = {
  name: 'Odoo & PBX Ltd',
  iban: 'FR1420041010050500013M02606',
  bic: null,
  address: { street: null, building: null, postcode: null, town: 'Paris', country: 'FR' },
};

export const PAYEE: BankParty = {
  name: 'Jörg Müßig',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  address: { street: 'Hauptstraße', building: '7a', postcode: '10115', town: 'Köln', country: 'DE' },
};

/** A payment of so many minor units. */
export function payment(payout: string, minor: bigint, payee: BankParty = PAYEE): Payment {
  const endToEndId = `${payout}-1-0123456789abcdef` as TransferId;
  return { payout, payeeId: 'p', partner: 'p', endToEndId, amountMinor: amountMinor(minor), payee };
}

export function content(payments: readonly Payment[], currency = 'EUR'): BatchContent {
  return {
    messageId: 'batch-1-0123456789abcdef',
    program: 'odoopbx',
    currency,
    debtor: DEBTOR,
    madeAt: parseInstant('2026-04-01T10:00:00.000Z') as Instant,
    executeOn: parseDate('2026-04-02') as CalendarDate,
    payments,
  };
}
