import { faultText } from '@ledger/event-store/log-check';
import { stagePositions } from '@ledger/proof/verify/stage-positions';
import { verifyLog } from '@ledger/proof/verify/verify-log';
import { ledgerAsOf } from '@ledger/read-models/as-of/ledger-as-of';
import { readLedger } from '@ledger/read-models/postgres/read-ledger';
import { jsonReport } from '@ledger/read-models/report/json-report';
import { exportFacts } from '@ledger/runner/export-facts';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { PostgresPersonalDataStore } from '@ledger/runner/personal/postgres-personal-data-store';
import { recordedPrograms } from '@ledger/runner/recorded-programs';
import type { Storage } from '@ledger/hosting/storage/open-storage';

export const PERSONAL_KEY = '7'.repeat(64);

/** Everything that arrived, in its order, as `ledger facts export` writes it. */
export async function exportedFacts({ store, pool }: Storage): Promise<unknown[]> {
  const facts: unknown[] = [];
  for await (const event of exportFacts({ store, ...personal(pool) })) facts.push(JSON.parse(JSON.stringify(event)));
  return facts;
}

/** What `ledger export` prints. */
export async function exportedLedger({ readModels }: Storage): Promise<string> {
  let text = '';
  await readLedger(readModels, async (rows) => {
    const view = await ledgerAsOf(rows, { termsOf: rows.termsOf, asOf: null });
    for await (const piece of jsonReport(view)) text += piece;
  });
  return text;
}

/** What `ledger verify` says of the log. */
export async function verified({ store, pool }: Storage) {
  const { fault, pending } = await verifyLog({
    store,
    ...personal(pool),
    reExecute: true,
    noted: null,
    programs: await recordedPrograms(store),
    decidedTo: await stagePositions(pool),
  });
  return { fault: fault === null ? null : faultText(fault), pending };
}

function personal(pool: Storage['pool']) {
  return {
    personalData: new PostgresPersonalDataStore(pool),
    concealer: new PersonalDataConcealer(Buffer.from(PERSONAL_KEY, 'hex')),
  };
}

/** The first line in which two texts differ, with what is around it; null: they are the same, byte for byte. */
export function firstDifference(one: string, other: string): { line: number; one: string[]; other: string[] } | null {
  if (one === other) return null;
  const [left, right] = [one.split('\n'), other.split('\n')];
  const line = left.findIndex((text, index) => text !== right[index]);
  return { line: line + 1, one: left.slice(line - 8, line + 8), other: right.slice(line - 8, line + 8) };
}
