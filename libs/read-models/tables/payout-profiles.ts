import type { PayoutProfileChanged } from '@ledger/stages/payout/payout.decisions';
import { readRows, type ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { flag, json, orNull, text, time } from '../definition/column';
import { objects } from '../definition/ops-json';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LatestTable } from '../definition/table';

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
  { schema, about: { program } }: ProgramSnapshot,
  partner?: string,
): ListQuery<StoredRow, PayoutProfileRow> {
  return {
    select: `SELECT ${listed(payoutProfiles.columns)} FROM ${schema}.payout_profiles`,
    where: new Where(program).compare('partner', '=', partner),
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

const TAX_FORM = { form: 'kept', recordedAt: 'time', validThrough: 'day' } as const;

export const payoutProfilesView: OpsView = {
  about:
    'What a payout asks of a partner: its rail, tax forms, an open request to acknowledge, withholding, whether one failed.',
  select: (schema) => `SELECT program, partner, rail, ${shownTime('method_changed_at_ms', 'method_changed_at')},
          ${objects('tax_forms', TAX_FORM)} AS tax_forms,
          acknowledgement_open, withholding_rate, payout_failed FROM ${schema}.payout_profiles`,
};
