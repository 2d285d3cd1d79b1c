import { normalisedCode } from '@ledger/stages/facts/normalised-code';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { count, integer, text } from '../definition/column';
import { textIn } from '../definition/fact-fields';
import { shownDay, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { SummedTable } from '../definition/table';

const DAY_MS = 86_400_000;

/** Clicks on a link in a day of UTC; also on a code that nobody owns, or does not yet. */
export interface LinkClicksRow {
  readonly codeKey: string;
  /** Counted from 1970-01-01. */
  readonly day: number;
  readonly clicks: number;
}

export const linkClicks: SummedTable<LinkClicksRow> = {
  kind: 'summed',
  name: 'link_clicks',
  columns: { codeKey: text('code_key'), day: integer('day'), clicks: count('clicks') },
  key: ['codeKey', 'day'],
  adds: { clicks: (before, added) => before + added },
  partnersSee: [{ table: 'links', columns: ['code_key'] }],
  fold: {
    facts: {
      'referral.clicked': (rows, { at }, data) =>
        rows.add({ codeKey: normalisedCode(textIn(data, 'code')), day: Math.floor(at / DAY_MS), clicks: 1 }),
    },
  },
};

/** The clicks on a link, day by day; days without any are left out. */
export async function clicksByDay(
  { sql, schema, about: { program } }: ProgramSnapshot,
  code: string,
): Promise<readonly LinkClicksRow[]> {
  const where = new Where(program).compare('code_key', '=', normalisedCode(code));
  const rows = `SELECT ${listed(linkClicks.columns)} FROM ${schema}.link_clicks ${where.text} ORDER BY day`;
  return (await sql.rows<StoredRow>(rows, where.parameters)).map(readerOf(linkClicks.columns));
}

export const linkClicksView: OpsView = {
  about: 'Clicks on links by day (UTC); partner is null for a code that nobody owns.',
  select: (schema) => `SELECT c.program, c.code_key AS code, l.partner, ${shownDay('c.day', 'day')}, c.clicks
        FROM ${schema}.link_clicks c LEFT JOIN ${schema}.links l USING (program, code_key)`,
};
