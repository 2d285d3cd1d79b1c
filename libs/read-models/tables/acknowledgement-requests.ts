import { orNull, text, time } from '../definition/column';
import { textIn, textOrNullIn } from '../definition/fact-fields';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import { readerOf, type StoredRow } from '../definition/stored-row';
import type { FirstTable } from '../definition/table';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { encodeText } from '../postgres/text-codec';
import type { AcknowledgementRow } from './acknowledgements';

/** A partner was asked to acknowledge a checklist; what terms ask for when they are published is not here. */
export type AcknowledgementRequestRow = AcknowledgementRow;

export const acknowledgementRequests: FirstTable<AcknowledgementRequestRow> = {
  kind: 'first',
  name: 'acknowledgement_requests',
  columns: { partner: text('partner'), checklist: orNull(text('checklist')), ...FACT_COLUMNS },
  key: ['source', 'id'],
  indexes: { acknowledgement_requests_of_partner: '(program, partner)' },
  fold: {
    facts: {
      'partner.acknowledgement_required': (rows, fact, data) =>
        rows.keep({ ...fact, partner: textIn(data, 'partner'), checklist: textOrNullIn(data, 'checklist') }),
    },
  },
};

/** What a partner was asked to acknowledge and has not; of terms the checklist is `terms-` and their version. */
export type OpenRequest = Pick<FactRow, 'at'> & Pick<AcknowledgementRequestRow, 'checklist'>;

const read = readerOf<OpenRequest>({ checklist: orNull(text('checklist')), at: time('at_ms') });

/** The open requests of a partner, the oldest first (contract.md, section 1: which answers close which). */
export async function openRequestsOf(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partner: string,
): Promise<readonly OpenRequest[]> {
  const stored = await sql.rows<StoredRow>(
    `SELECT r.checklist, r.at_ms FROM (
       SELECT program, partner, checklist, at_ms, id, source FROM ${schema}.acknowledgement_requests
       UNION ALL
       SELECT a.program, a.partner, 'terms-' || v.version, v.at_ms, v.id, v.source
         FROM ${schema}.terms_publications v
         JOIN ${schema}.terms_versions t ON t.program = v.program AND t.version = v.version
         JOIN ${schema}.approvals a ON a.program = v.program AND a.approved_at_ms <= v.at_ms
        WHERE v.acknowledge AND t.terms ->> 'appliesTo' <> 'new-partners'
          AND (t.terms -> 'payout' ->> 'requiresAcknowledgement')::boolean
     ) r
     WHERE r.program = $1 AND r.partner = $2 AND NOT EXISTS (
       SELECT FROM ${schema}.acknowledgements k
        WHERE k.program = r.program AND k.partner = r.partner
          AND (k.at_ms, k.id, k.source) > (r.at_ms, r.id, r.source)
          AND (k.checklist IS NULL OR r.checklist IS NULL OR k.checklist = r.checklist))
     ORDER BY r.at_ms, r.id, r.source`,
    [encodeText(program), encodeText(partner)],
  );
  return stored.map(read);
}
