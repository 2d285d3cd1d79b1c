import { normalisedCode } from '@ledger/stages/facts/normalised-code';
import type { Instant } from '@ledger/kernel/instant';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { count, orNull, text, time } from '../definition/column';
import { textIn, textOrNullIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';

/** A partner's link, as the fact that made it says; the same code made again by its partner changes nothing of it. */
export interface LinkRow extends FactRow {
  /** As codes are compared. */
  readonly codeKey: string;
  /** As it was entered. */
  readonly code: string;
  readonly partner: string;
  readonly campaign: string | null;
  readonly target: string | null;
}

export const links: FirstTable<LinkRow> = {
  kind: 'first',
  name: 'links',
  columns: {
    codeKey: text('code_key'),
    code: text('code'),
    partner: text('partner'),
    campaign: orNull(text('campaign')),
    target: orNull(text('target')),
    ...FACT_COLUMNS,
  },
  key: ['codeKey'],
  indexes: { links_of_partner: '(program, partner)', links_by_code: '(code_key)' },
  fold: {
    facts: {
      'link.created': (rows, fact, data) => {
        const [code, partner] = [textIn(data, 'code'), textIn(data, 'partner')];
        const [campaign, target] = [textOrNullIn(data, 'campaign'), textOrNullIn(data, 'target')];
        rows.keep({ ...fact, codeKey: normalisedCode(code), code, partner, campaign, target });
      },
    },
  },
};

/** What came of a link until now. */
export interface CountedLink extends LinkRow {
  readonly clicks: number;
  /** Customers that signed up with its code or after a click on it. */
  readonly signUps: number;
  readonly lastClickedAt: Instant | null;
}

/** Which links are asked for. */
export interface LinkFilter {
  readonly partner?: string | undefined;
  readonly campaign?: string | undefined;
  readonly code?: string | undefined;
}

const COUNTED = {
  ...links.columns,
  clicks: count('clicks'),
  signUps: count('sign_ups'),
  lastClickedAt: orNull(time('last_clicked_at_ms')),
};

/** The links of a program with what came of each; key: the code as it is compared. */
export function linkList(
  { schema, about: { program } }: ProgramSnapshot,
  { partner, campaign, code }: LinkFilter,
): ListQuery<StoredRow, CountedLink> {
  return {
    select: `SELECT ${listed(links.columns, 'l')}, ${counts('l', schema)} FROM ${schema}.links l`,
    where: new Where(program, 'l.program')
      .compare('l.partner', '=', partner)
      .compare('l.campaign', '=', campaign)
      .compare('l.code_key', '=', code === undefined ? undefined : normalisedCode(code)),
    order: ['l.code_key'],
    toRow: readerOf<CountedLink>(COUNTED),
    keyOf: ({ codeKey }) => [codeKey],
  };
}

/** A link of a program by its code, however it is written; null: nobody has one. */
export async function findLink(
  { sql, schema, about: { program } }: ProgramSnapshot,
  code: string,
): Promise<LinkRow | null> {
  const where = new Where(program).compare('code_key', '=', normalisedCode(code));
  const found = `SELECT ${listed(links.columns)} FROM ${schema}.links ${where.text}`;
  const [stored] = await sql.rows<StoredRow>(found, where.parameters);
  return stored === undefined ? null : readerOf(links.columns)(stored);
}

/** The columns of `COUNTED` beside those of the link `of`. */
function counts(of: string, schema: string): string {
  return `(SELECT coalesce(sum(c.clicks), 0)::bigint FROM ${schema}.link_clicks c
             WHERE c.program = ${of}.program AND c.code_key = ${of}.code_key) AS clicks,
          (SELECT max(c.at_ms) FROM ${schema}.clicks c
             WHERE c.program = ${of}.program AND c.code_key = ${of}.code_key) AS last_clicked_at_ms,
          (SELECT count(*) FROM (
             SELECT s.customer FROM ${schema}.sign_up_codes s
              WHERE s.program = ${of}.program AND s.code_key = ${of}.code_key
             UNION
             SELECT s.customer FROM ${schema}.clicks c JOIN ${schema}.sign_up_codes s USING (program, click_id)
              WHERE c.program = ${of}.program AND c.code_key = ${of}.code_key
           ) s) AS sign_ups`;
}

export const linksView: OpsView = {
  about: 'The links of partners, and what came of each.',
  select: (schema) => `SELECT l.program, l.code, l.partner, l.campaign, l.target, ${shownTime('l.at_ms', 'created_at')},
          c.clicks, ${shownTime('c.last_clicked_at_ms', 'last_clicked_at')}, c.sign_ups
        FROM ${schema}.links l CROSS JOIN LATERAL (SELECT ${counts('l', schema)}) c`,
};
