import type { ProgramTerms } from '@ledger/program/program-terms';
import { statusAhead } from '../../as-of/status-ahead';
import { time } from '../../definition/column';
import { listed, readerOf, type StoredRow } from '../../definition/stored-row';
import { countedCustomers } from '../../tables/counted-customers';
import { partnerStatuses } from '../../tables/partner-statuses';
import { partners } from '../../tables/partners';
import { programs } from '../../tables/programs';
import { termsVersions } from '../../tables/terms-versions';
import { textArray } from '../text-array';
import { encodeText } from '../text-codec';
import { writeRows, type ProgramTarget } from '../write-rows';
import type { FoldedProgram } from './folded-program';
import type { TermsOf } from './judge-payable';

const clock = time('clock_ms');
const standingOf = readerOf(partners.columns);
const { activatedAt } = countedCustomers.columns;

/** Judges anew the status of the partners that a batch touched, and of those about whom the program's clock changed something. */
export async function judgeStatus(target: ProgramTarget, folded: FoldedProgram, termsOf: TermsOf): Promise<void> {
  const stored = await partnersToJudge(target, folded);
  if (stored.length === 0) return;
  const terms = await termsOf();
  if (terms === null) return;
  await writeRows(
    target,
    partnerStatuses,
    stored.map((row) => statusOf(row, terms)),
    'replace',
  );
}

function statusOf(stored: StoredRow, terms: ProgramTerms) {
  const activations = (stored['activations'] as unknown[]).map((at) => activatedAt.read(at));
  return statusAhead(standingOf(stored), activations, terms, clock.read(stored[clock.name]));
}

/** Their standing, and when the customers that are sourced to them were activated. */
async function partnersToJudge({ sql, schema, program }: ProgramTarget, folded: FoldedProgram): Promise<StoredRow[]> {
  const touched = [...folded.of(partners).rows, ...folded.of(countedCustomers).keys].map(({ partner }) => partner);
  const termsChanged = folded.of(termsVersions).rows.length > 0;
  if (touched.length === 0 && !termsChanged && folded.of(programs).rows.length === 0) return [];
  return sql.rows<StoredRow>(
    `WITH clock AS (SELECT clock_ms FROM ${schema}.programs WHERE program = $1 AND clock_ms IS NOT NULL),
     touched AS (
       SELECT partner FROM unnest($2::text[]) AS t(partner)
       UNION SELECT partner FROM ${schema}.partners WHERE $3 AND program = $1
       UNION SELECT s.partner FROM clock c
               JOIN ${schema}.partner_statuses s ON s.program = $1 AND s.judge_again_at_ms <= c.clock_ms
     )
     SELECT ${listed(partners.columns, 'p')}, c.clock_ms, a.activations
       FROM touched t JOIN ${schema}.partners p ON p.program = $1 AND p.partner = t.partner CROSS JOIN clock c
      CROSS JOIN LATERAL (
        SELECT coalesce(json_agg(activated_at_ms ORDER BY activated_at_ms), '[]') AS activations
          FROM ${schema}.counted_customers WHERE program = $1 AND partner = t.partner
      ) a`,
    [encodeText(program), textArray([...new Set(touched)]), termsChanged],
  );
}
