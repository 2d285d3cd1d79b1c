import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { Bank } from '@ledger/rails/manual/bank';
import type { BankParty } from '@ledger/rails/manual/bank-party';
import type { OpenPayout } from '@ledger/rails/sender/open-payout';
import { memoryBank } from '@ledger/rails/testing/memory-bank';

const PROGRAM = 'plixo';
const PARTY: BankParty = {
  name: 'Jörg Müßig',
  iban: 'DE89370400440532013000',
  bic: 'COBADEFFXXX',
  address: { street: null, building: null, postcode: null, town: 'Köln', country: 'DE' },
};

/** A bank with what the examples of the API name: a payee, a batch to be sent and answered, and one to be given up. */
export async function bankOfExamples(): Promise<Bank> {
  const payouts: OpenPayout[] = [];
  const bank = memoryBank(payouts, instant(Date.UTC(2026, 11, 30)));
  await bank.book.set([{ program: PROGRAM, payee: 'alder', ...PARTY }], 'a test', null);
  await bank.book.setDebtor({ program: PROGRAM, currency: 'USD', ...PARTY }, 'a test');
  for (const [index, payout] of ['po-1', 'po-2'].entries()) {
    const where = { madeAtSeq: index, madeAt: BigInt(index) };
    const money = { rail: 'manual', currency: 'USD', netMinor: amountMinor(12_350) } as const;
    payouts.push({ program: PROGRAM, payout, partner: 'alder', ...money, ...where });
    await bank.office.make({ program: PROGRAM, currency: null, format: 'pain.001', executeOn: null });
  }
  return bank;
}
