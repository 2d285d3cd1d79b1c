import { RAILS_SOURCE } from '@ledger/contracts/reserved-sources';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { readAll } from '@ledger/read-models/postgres/queries/list-query';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { rejectedList, type RejectedArrivalRow } from '@ledger/read-models/tables/rejected';
import { PostgresBatches } from '@ledger/rails/desk/postgres-batches';
import { PostgresBodySeal } from '@ledger/rails/desk/postgres-body-seal';
import { BodyErased } from '@ledger/rails/log/body-seal';
import { EventStoreSendingLog } from '@ledger/rails/log/event-store-sending-log';
import {
  byHandForPerson,
  contradictionText,
  sentThoughFailed,
  whyRefused,
} from '@ledger/rails/reconciliation/contradiction';
import { MadePayouts, type MadePayout } from '@ledger/rails/reconciliation/made-payouts';
import type { ListedPayout } from './differences-for-person';

/**
 * Payouts that the ledger has closed otherwise than their rails did, as a person told it something else by a fact: by the
 * streams of their sending, by the batches of those by hand, and by the answers of rails that the ledger refused.
 */
export async function contradictionsForPerson(
  ledger: OpenLedger,
  programs: readonly string[],
): Promise<ListedPayout[]> {
  const made = new MadePayouts(ledger.store);
  await made.follow(() => Promise.resolve(programs));
  const contradictsOf = reader(ledger);
  const found = new Map<string, ListedPayout>();
  for (const payout of made.all) {
    const why = payout.state === 'in_transit' ? null : await contradictsOf(payout);
    if (why !== null) found.set(nameOf(payout), row(payout, why));
  }
  const byName = new Map(made.all.map((payout) => [nameOf(payout), payout]));
  for (const program of programs) {
    for (const { eventType, body, code } of await refusedOf(ledger, program)) {
      const { payout } = (body?.['data'] ?? {}) as { readonly payout?: unknown };
      const of = byName.get(nameOf({ program, payout: String(payout) }));
      const why = of === undefined ? null : whyRefused(of, eventType, code);
      if (of !== undefined && why !== null && !found.has(nameOf(of))) found.set(nameOf(of), row(of, why));
    }
  }
  return [...found.values()];
}

function reader({ store, pool }: OpenLedger): (payout: MadePayout) => Promise<string | null> {
  const log = new EventStoreSendingLog(store, new PostgresBodySeal(pool));
  const desk = new PostgresBatches(pool);
  const differs = async (payout: MadePayout) => {
    if (payout.rail === 'manual')
      return byHandForPerson(payout, (await desk.linesOf(payout)).at(-1) ?? null)[0] ?? null;
    return payout.state === 'failed' ? sentThoughFailed(payout, (await log.read(payout)).sending) : null;
  };
  return async (payout) => {
    try {
      const found = await differs(payout);
      return found === null ? null : contradictionText(payout, found);
    } catch (error) {
      // Of an erased person's payout nothing can be told any more.
      if (error instanceof BodyErased) return null;
      throw error;
    }
  };
}

/** What the ledger refused of what the rails answered. */
function refusedOf({ readModels }: OpenLedger, program: string): Promise<RejectedArrivalRow[]> {
  return readProgram(readModels, program, async (snapshot) => {
    const refused: RejectedArrivalRow[] = [];
    for await (const each of readAll(snapshot, rejectedList(snapshot, { source: RAILS_SOURCE }))) refused.push(each);
    return refused;
  });
}

function row({ program, payout, partner, rail, currency, netMinor }: MadePayout, forPerson: string): ListedPayout {
  const of = { program, payout, partner, rail, currency, netMinor: String(netMinor) };
  return { ...of, state: 'DIFFERS', attempt: null, forPerson };
}

function nameOf({ program, payout }: { readonly program: string; readonly payout: string }): string {
  return `${payout} ${program}`;
}
