import { accountApprovals } from '../../tables/account-approvals';
import { accounts } from '../../tables/accounts';
import { expectedTrueUps } from '../../tables/expected-true-ups';
import { invoiceHolds } from '../../tables/invoice-holds';
import { nextPayouts, partnersToJudge } from '../../tables/next-payouts';
import { partners } from '../../tables/partners';
import { payoutProfiles } from '../../tables/payout-profiles';
import { payouts } from '../../tables/payouts';
import { programs } from '../../tables/programs';
import { termsVersions } from '../../tables/terms-versions';
import { textArray } from '../text-array';
import { encodeText } from '../text-codec';
import type { ProgramTarget } from '../write-rows';
import type { FoldedProgram } from './folded-program';

/**
 * Marks the partners whose next payouts may be other ones after the batch: those that it touched, and those about whom
 * the program's clock changed something. They are judged beside the batches (ahead/keep-next-payouts.ts), because that
 * costs as much as a partner has in hold.
 */
export async function markPartnersToJudge(
  { sql, schema, program }: ProgramTarget,
  folded: FoldedProgram,
  position: bigint,
): Promise<void> {
  const touched = partnersTouched(folded);
  const termsChanged = folded.of(termsVersions).rows.length > 0;
  if (touched.length === 0 && !termsChanged && folded.of(programs).rows.length === 0) return;
  await sql.run(
    `INSERT INTO ${schema}.${partnersToJudge.name} AS t (program, partner, position)
     SELECT $1::text, partner, $4::bigint FROM (
       SELECT partner FROM unnest($2::text[]) AS t(partner)
       UNION SELECT partner FROM ${schema}.accounts WHERE $3 AND program = $1
       UNION SELECT n.partner FROM ${schema}.programs g
               JOIN ${schema}.${nextPayouts.name} n ON n.program = $1 AND n.judge_again_at_ms <= g.clock_ms
              WHERE g.program = $1
     ) m
     ON CONFLICT (program, partner) DO UPDATE SET position = excluded.position`,
    [encodeText(program), textArray(touched), termsChanged, position.toString()],
  );
}

function partnersTouched(folded: FoldedProgram): readonly string[] {
  const touched = [
    ...folded.of(accounts).rows,
    ...folded.of(accountApprovals).keys,
    ...folded.of(payouts).rows,
    ...folded.of(expectedTrueUps).keys,
    ...folded.of(invoiceHolds).keys,
    ...folded.of(partners).rows,
    ...folded.of(payoutProfiles).rows,
  ];
  return [...new Set(touched.map(({ partner }) => partner))];
}
