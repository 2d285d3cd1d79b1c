import { orNull, text, time } from '../definition/column';
import { textIn, textOrNullIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { approvals, type ApprovalRow } from './approvals';

/** A partner acknowledged what it was asked to. */
export interface AcknowledgementRow extends FactRow {
  readonly partner: string;
  /** Null: whatever it was asked for. */
  readonly checklist: string | null;
}

export const acknowledgements: FirstTable<AcknowledgementRow> = {
  kind: 'first',
  name: 'acknowledgements',
  columns: { partner: text('partner'), checklist: orNull(text('checklist')), ...FACT_COLUMNS },
  key: ['source', 'id'],
  indexes: { acknowledgements_of_partner: '(program, partner, at_ms)' },
  fold: {
    facts: {
      'partner.compliance_acknowledged': (rows, fact, data) =>
        rows.keep({ ...fact, partner: textIn(data, 'partner'), checklist: textOrNullIn(data, 'checklist') }),
    },
  },
};

/** A partner that a version of the terms asked for its acknowledgement. */
export interface AskedPartner extends Pick<ApprovalRow, 'partner' | 'approvedAt'> {
  /** Null: it is missing. */
  readonly acknowledgedAt: AcknowledgementRow['at'] | null;
}

const { partner, approvedAt } = approvals.columns;
const ASKED = { partner, approvedAt };
const read = readerOf<AskedPartner>({ ...ASKED, acknowledgedAt: orNull(time('acknowledged_at_ms')) });

/**
 * The partners that a version asked when it was published: all that were approved by then, none where it is for new ones
 * or asks nobody (contract.md, section 1). Key: partner.
 */
export function askedPartners(
  { schema, about: { program } }: ProgramSnapshot,
  version: number,
  { missing }: { readonly missing: boolean },
): ListQuery<StoredRow, AskedPartner> {
  const where = new Where(program, 'x.program').compare('x.version', '=', version);
  return {
    select: `SELECT x.* FROM (
        SELECT v.program, v.version, ${listed(ASKED, 'a')},
               (SELECT min(k.at_ms) FROM ${schema}.acknowledgements k
                 WHERE k.program = a.program AND k.partner = a.partner AND k.at_ms >= v.at_ms
                   AND (k.checklist IS NULL OR k.checklist = 'terms-' || v.version)) AS acknowledged_at_ms
          FROM ${schema}.terms_publications v
          JOIN ${schema}.terms_versions t ON t.program = v.program AND t.version = v.version
          JOIN ${schema}.approvals a ON a.program = v.program AND a.approved_at_ms <= v.at_ms
         WHERE v.acknowledge AND t.terms ->> 'appliesTo' <> 'new-partners'
           AND (t.terms -> 'payout' ->> 'requiresAcknowledgement')::boolean
      ) x`,
    where: missing ? where.that('x.acknowledged_at_ms IS NULL') : where,
    order: ['x.partner'],
    toRow: read,
    keyOf: (row) => [row.partner],
  };
}

/** Whether partners were asked to acknowledge a version; null: no fact published it. */
export async function findPublication(
  { sql, schema, about: { program } }: ProgramSnapshot,
  version: number,
): Promise<{ readonly acknowledge: boolean } | null> {
  const where = new Where(program).compare('version', '=', version);
  const query = `SELECT acknowledge FROM ${schema}.terms_publications ${where.text}`;
  const [row] = await sql.rows<{ acknowledge: boolean }>(query, where.parameters);
  return row ?? null;
}
