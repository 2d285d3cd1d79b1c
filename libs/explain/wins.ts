import type { Instant } from '@ledger/kernel/instant';
import type { InvoiceDossier } from './dossier';

/** The customers that were a partner's wins in the quarter of an earning event, by what was decided up to a fact; null: not known. */
export function winsBehind(
  { program, winsOf }: InvoiceDossier,
  { partner, earnedAt }: { readonly partner: string; readonly earnedAt: Instant },
  seq: number,
): readonly string[] | null {
  const customers = new Set<string>();
  for (const { decision, seq: decidedAt } of winsOf(partner, program.calendar.quarterAt(earnedAt))) {
    if (decidedAt > seq) break;
    if (decision.added === null || decision.removed === null) return null;
    for (const customer of decision.added) customers.add(customer);
    for (const customer of decision.removed) customers.delete(customer);
  }
  return [...customers];
}
