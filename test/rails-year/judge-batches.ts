import { PROGRAMS } from './facts-of-year';
import type { SimulatedBank } from './simulated-bank';
import type { YearOffice } from './year-office';

/** What does not fit between the batches that people made and what the bank found in their files. */
export async function judgeBatches({ batches }: YearOffice, bank: SimulatedBank): Promise<readonly string[]> {
  const wrong: string[] = [];
  const sent = new Map<string, string>();
  const seen = new Set<string>();
  for (const program of PROGRAMS) {
    for (const { batch, state } of await batches.list(program)) {
      if (state === 'given_up') continue;
      for (const { payout, endToEndId, amountMinor, currency } of await batches.lines(program, batch)) {
        const name = `${program} ${payout}`;
        if (seen.has(name)) wrong.push(`${name} is in two batches that were not given up`);
        seen.add(name);
        if (state === 'sent') sent.set(endToEndId, `${name} ${amountMinor} ${currency}`);
      }
    }
  }
  for (const { endToEndId, payout, amount, currency } of bank.payments) {
    if (endToEndId === 'NOTPROVIDED') continue;
    const told = `${payout} ${amount} ${currency}`;
    if (sent.get(endToEndId) !== told)
      wrong.push(`the bank was told ${told} as ${endToEndId}: ${sent.get(endToEndId) ?? 'in no batch that was sent'}`);
    sent.delete(endToEndId);
  }
  return [...wrong, ...[...sent.values()].map((line) => `${line} was sent, and the bank has it not`)];
}
