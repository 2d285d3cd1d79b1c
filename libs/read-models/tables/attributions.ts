import type { AttributionChanged } from '@ledger/stages/attribution/attribution.decisions';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { textArray } from '../postgres/text-array';
import { encodeText } from '../postgres/text-codec';
import { integer, json, orNull, text, time } from '../definition/column';
import { objects, type ShownField } from '../definition/ops-json';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LatestTable } from '../definition/table';

/** All that is known of a customer's attribution; the claims that lost are worked out when it is read. */
export interface AttributionRow extends Omit<AttributionChanged, 'type'> {
  /** How many partners have a claim that nothing bars; whether they are rivals at a time is worked out when it is read. */
  readonly claimants: number;
}

export const attributions: LatestTable<AttributionRow, 'customer'> = {
  kind: 'latest',
  name: 'attributions',
  columns: {
    customer: text('customer'),
    settledAt: orNull(time('settled_at_ms')),
    credits: json('credits'),
    introductions: json('introductions'),
    spans: json('spans'),
    termsVersion: integer('terms_version'),
    claimants: integer('claimants'),
  },
  key: ['customer'],
  partnersSee: 'of-customers',
  indexes: { attributions_contested: '(program, customer) WHERE claimants > 1' },
  fold: {
    decisions: {
      AttributionChanged: (rows, changed) => rows.put({ ...changed, claimants: claimantsOf(changed) }),
    },
  },
};

function claimantsOf({ introductions }: AttributionChanged): number {
  const claimants = new Set<string>();
  for (const { partner, claim, barred } of introductions) {
    if (partner !== null && barred === null && claim !== 'touchpoint') claimants.add(partner);
  }
  return claimants.size;
}

const toRow = readerOf(attributions.columns);
const query = (schema: string) => `SELECT ${listed(attributions.columns)} FROM ${schema}.attributions`;

/** What is known of the attributions of a program's customers, from one of them on (inclusive); key: customer. */
export function attributionList(
  { schema, about: { program } }: ProgramSnapshot,
  from?: string,
): ListQuery<StoredRow, AttributionRow> {
  return {
    select: query(schema),
    where: new Where(program).compare('customer', '>=', from),
    order: ['customer'],
    toRow,
    keyOf: ({ customer }) => [customer],
  };
}

/** The customers of a program that several partners claim, whatever became of the claims; key: customer. */
export function contestedList(snapshot: ProgramSnapshot): ListQuery<StoredRow, AttributionRow> {
  const list = attributionList(snapshot);
  return { ...list, where: list.where.that('claimants > 1') };
}

/** What is known of a customer's attribution; null: no fact was about the customer. */
export async function findAttribution(
  { sql, schema, about: { program } }: ProgramSnapshot,
  customer: string,
): Promise<AttributionRow | null> {
  const where = new Where(program).compare('customer', '=', customer);
  const [stored] = await sql.rows<StoredRow>(`${query(schema)} ${where.text}`, where.parameters);
  return stored === undefined ? null : toRow(stored);
}

/** What is known of the attributions of some customers. */
export async function attributionsOf(
  { sql, schema, about: { program } }: ProgramSnapshot,
  customers: readonly string[],
): Promise<readonly AttributionRow[]> {
  const rows = await sql.rows<StoredRow>(`${query(schema)} WHERE program = $1 AND customer = ANY ($2)`, [
    encodeText(program),
    textArray(customers),
  ]);
  return rows.map(toRow);
}

const INTRODUCTION: Readonly<Record<string, ShownField>> = {
  partner: 'kept',
  claim: 'kept',
  role: 'kept',
  tier: 'kept',
  claimedAt: 'time',
  countedAt: 'time',
  endsAt: 'time',
  barred: 'kept',
  id: 'kept',
  source: 'kept',
};
const SPAN = { fromAt: 'time', credits: 'kept', override: 'kept' } as const;

export const attributionsView: OpsView = {
  about: 'Who is credited with a customer; settled_at is null while the credits are provisional.',
  select: (schema) => `SELECT program, customer, ${shownTime('settled_at_ms', 'settled_at')}, credits,
          ${objects('introductions', INTRODUCTION)} AS introductions, ${objects('spans', SPAN)} AS spans, terms_version
        FROM ${schema}.attributions`,
};
