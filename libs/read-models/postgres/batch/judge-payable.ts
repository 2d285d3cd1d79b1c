import { ZERO } from '@ledger/kernel/money';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { payableReasons as judge, type PayableAccount } from '../../as-of/payable-reasons';
import type { StandingOfPartner } from '../../as-of/unpaid-entry';
import { orNull, time } from '../../definition/column';
import { listed, readerOf, type StoredRow } from '../../definition/stored-row';
import { accountApprovals } from '../../tables/account-approvals';
import { accounts, type AccountRow } from '../../tables/accounts';
import { partners } from '../../tables/partners';
import { payableReasons, type PayableReasonRow } from '../../tables/payable-reasons';
import { payoutProfiles } from '../../tables/payout-profiles';
import { payouts } from '../../tables/payouts';
import { programs } from '../../tables/programs';
import { termsVersions } from '../../tables/terms-versions';
import { textArray } from '../text-array';
import { encodeText } from '../text-codec';
import { writeRows, type ProgramTarget } from '../write-rows';
import type { FoldedProgram } from './folded-program';

/** Reads the terms of a program where they are asked for; null: the rows have none. */
export type TermsOf = () => Promise<ProgramTerms | null>;

const clock = time('clock_ms');
const { partner, currency, payableMinor } = accounts.columns;
const { partnerType, tier, holds, approvedAt } = partners.columns;
const STANDING = { partnerType, tier, holds, approvedAt };

const accountOf = readerOf<PayableAccount>({
  partner,
  currency,
  payableMinor,
  approval: orNull(accountApprovals.columns.approval),
  proposedAt: orNull(time('proposed_at_ms')),
});
const standingOf = readerOf<StandingOfPartner>(STANDING);
const profileOf = readerOf(payoutProfiles.columns);

/**
 * Judges anew why what is payable is not paid: of the accounts that a batch touched, and of those about which the
 * program's clock changed something. Each costs the same, however many lines it has.
 */
export async function judgePayable(target: ProgramTarget, folded: FoldedProgram, termsOf: TermsOf): Promise<void> {
  const judged = await takeAccounts(target, folded);
  if (judged.length === 0) return;
  const terms = await termsOf();
  if (terms === null) return;
  const rows = judged.flatMap((account) => rowsOf(account, terms));
  await writeRows(target, payableReasons, rows, 'fail');
}

/** The accounts that have to be judged and have something payable; the rows of all that have to be judged are gone. */
async function takeAccounts({ sql, schema, program }: ProgramTarget, folded: FoldedProgram): Promise<StoredRow[]> {
  const changed = folded.of(accounts).rows.filter(changesPayable);
  const touched = [...folded.of(accountApprovals).keys, ...folded.of(payouts).rows, ...changed];
  const ofPartners = [...folded.of(partners).rows, ...folded.of(payoutProfiles).rows].map((each) => each.partner);
  const termsChanged = folded.of(termsVersions).rows.length > 0;
  const mayHaveChanged = termsChanged || folded.of(programs).rows.length + touched.length + ofPartners.length > 0;
  if (!mayHaveChanged) return [];
  const { partner: _, ...profile } = payoutProfiles.columns;
  return sql.rows<StoredRow>(
    `WITH clock AS (SELECT clock_ms FROM ${schema}.programs WHERE program = $1 AND clock_ms IS NOT NULL),
     touched AS (
       SELECT partner, currency FROM unnest($2::text[], $3::text[]) AS t(partner, currency)
       UNION SELECT partner, currency FROM ${schema}.accounts WHERE program = $1 AND partner = ANY ($4::text[])
       UNION SELECT partner, currency FROM ${schema}.accounts WHERE $5 AND program = $1 AND payable_minor <> 0
       UNION SELECT r.partner, r.currency FROM clock c
               JOIN ${schema}.payable_reasons r ON r.program = $1 AND r.judge_again_at_ms <= c.clock_ms
     ),
     gone AS (
       DELETE FROM ${schema}.payable_reasons r USING touched t
        WHERE r.program = $1 AND r.partner = t.partner AND r.currency = t.currency
     )
     SELECT a.partner, a.currency, a.payable_minor, w.approval, q.made_at_ms AS proposed_at_ms,
            ${listed(STANDING, 'p')}, c.clock_ms, ${listed(profile, 'f')}
       FROM touched t
       JOIN ${schema}.accounts a ON a.program = $1 AND a.partner = t.partner AND a.currency = t.currency
       JOIN ${schema}.partners p ON p.program = $1 AND p.partner = t.partner
      CROSS JOIN clock c
       LEFT JOIN ${schema}.account_approvals w ON w.program = $1 AND w.partner = t.partner AND w.currency = t.currency
       LEFT JOIN ${schema}.payouts q
         ON q.program = $1 AND q.partner = t.partner AND q.currency = t.currency AND q.state = 'proposed'
       LEFT JOIN ${schema}.payout_profiles f ON f.program = $1 AND f.partner = t.partner
      WHERE a.payable_minor <> 0`,
    [
      encodeText(program),
      textArray(touched.map((each) => each.partner)),
      textArray(touched.map((each) => each.currency)),
      textArray(ofPartners),
      termsChanged,
    ],
  );
}

const changesPayable = (row: AccountRow) => row.payableMinor !== ZERO;

function rowsOf(stored: StoredRow, terms: ProgramTerms): PayableReasonRow[] {
  const account = accountOf(stored);
  // Null with all of the profile: nothing of it was recorded.
  const profile = stored[payoutProfiles.columns.taxForms.name] === null ? null : profileOf(stored);
  const asOf = clock.read(stored[clock.name]);
  const { reasons, judgeAgainAt } = judge(account, standingOf(stored), profile, terms, asOf);
  return reasons.map(({ reason, amountMinor, since, endsAt, missingMinor, expiredOn }) => ({
    partner: account.partner,
    currency: account.currency,
    reason,
    amountMinor,
    since,
    endsAt,
    missingMinor,
    expiredOn,
    judgeAgainAt,
  }));
}
