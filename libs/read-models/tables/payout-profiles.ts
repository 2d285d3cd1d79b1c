import type { PayoutProfileChanged } from '@ledger/stages/payout/payout.decisions';
import { readRows, type ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { flag, json, orNull, text, time } from '../table/column';
import { listed, readerOf, type StoredRow } from '../table/stored-row';
import type { LatestTable } from '../table/table';

/** What a payout asks of a partner. */
export type PayoutProfileRow = Omit<PayoutProfileChanged, 'type'>;

export const payoutProfiles: LatestTable<PayoutProfileRow, 'partner'> = {
  kind: 'latest',
  name: 'payout_profiles',
  columns: {
    partner: text('partner'),
    rail: orNull(text('rail')),
    methodChangedAt: orNull(time('method_changed_at_ms')),
    taxForms: json('tax_forms'),
    acknowledgementOpen: flag('acknowledgement_open'),
    withholdingRate: orNull(text('withholding_rate')),
    payoutFailed: flag('payout_failed'),
  },
  key: ['partner'],
  fold: { decisions: { PayoutProfileChanged: (rows, profile) => rows.put(profile) } },
};

/** How the partners of a program are paid, by partner; of one of them, where it is given. */
export function profileList(
  { schema, program }: ProgramSnapshot,
  partner?: string,
): ListQuery<StoredRow, PayoutProfileRow> {
  return {
    select: `SELECT ${listed(payoutProfiles.columns)} FROM ${schema}.payout_profiles`,
    where: new Where(program.program).compare('partner', '=', partner),
    order: ['partner'],
    toRow: readerOf(payoutProfiles.columns),
    keyOf: (row) => [row.partner],
  };
}

/** How a partner is paid; null: nothing of it was recorded. */
export async function findPayoutProfile(snapshot: ProgramSnapshot, partner: string): Promise<PayoutProfileRow | null> {
  const [profile] = await readRows(snapshot, profileList(snapshot, partner));
  return profile ?? null;
}
