import type { Instant } from '@ledger/kernel/instant';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { text, time } from '../definition/column';
import { shownAgeDays, shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { GroupedTable } from '../definition/table';
import { signUpCodes, type SignUpCodeRow } from './sign-up-codes';

/** A sign-up whose code nobody owns, as the customer's attribution has it. */
export interface UnownedCodeRow {
  readonly customer: string;
  readonly at: Instant;
  readonly source: string;
  readonly id: string;
}

export const unownedCodes: GroupedTable<UnownedCodeRow, 'customer'> = {
  kind: 'grouped',
  name: 'unowned_codes',
  columns: { customer: text('customer'), at: time('claimed_at_ms'), source: text('source'), id: text('id') },
  key: ['customer', 'source', 'id'],
  group: ['customer'],
  indexes: { unowned_codes_in_order: '(program, claimed_at_ms, customer, source, id)' },
  fold: {
    decisions: {
      AttributionChanged: (rows, { customer, introductions }) => {
        const unowned = introductions.filter(({ partner }) => partner === null);
        const toRow = ({ claimedAt: at, source, id }: (typeof unowned)[number]) => ({ customer, at, source, id });
        rows.replace({ customer }, unowned.map(toRow));
      },
    },
  },
};

/** The same with what its sign-up names. */
export interface UnownedCode extends UnownedCodeRow, Pick<SignUpCodeRow, 'code' | 'clickId'> {}

const { code, clickId } = signUpCodes.columns;
const READ = { ...unownedCodes.columns, code, clickId };

/** Sign-ups of a program with a code that nobody owns, the oldest first; key: time, customer, source, id. */
export function unownedCodeList(
  { schema, about: { program } }: ProgramSnapshot,
  named: string | undefined,
): ListQuery<StoredRow, UnownedCode> {
  return {
    select: `SELECT ${listed(unownedCodes.columns, 'u')}, ${listed({ code, clickId }, 's')}
               FROM ${schema}.unowned_codes u LEFT JOIN ${schema}.sign_up_codes s USING (program, source, id)`,
    where: new Where(program, 'u.program').compare('s.code', '=', named),
    order: ['u.claimed_at_ms', 'u.customer', 'u.source', 'u.id'],
    toRow: readerOf<UnownedCode>(READ),
    keyOf: ({ at, customer, source, id }) => [at, customer, source, id],
  };
}

export const unownedCodesView: OpsView = {
  about: 'Sign-ups with a code that nobody owns.',
  select: (schema) => `SELECT program, s.code, s.click_id, u.customer, ${shownTime('u.claimed_at_ms', 'at')},
          ${shownAgeDays('u.claimed_at_ms')}, source, id
        FROM ${schema}.unowned_codes u LEFT JOIN ${schema}.sign_up_codes s USING (program, source, id) JOIN ${schema}.programs p USING (program)`,
};
