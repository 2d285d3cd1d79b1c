import { binaryArray, ELEMENTS } from '@ledger/event-store/postgres/binary-array';
import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { ApprovalWait } from '@ledger/stages/payout/payout.decisions';
import type { PartnerHold } from '@ledger/stages/partner-status/status.decisions';
import { payableReasons as judge } from '../../as-of/payable-reasons';
import type { FoldedProgram } from './folded-program';
import { accountApprovals } from '../../tables/account-approvals';
import { accounts } from '../../tables/accounts';
import { partners } from '../../tables/partners';
import { payableReasons, type PayableReasonRow } from '../../tables/payable-reasons';
import { payoutProfiles } from '../../tables/payout-profiles';
import { payouts } from '../../tables/payouts';
import { programs } from '../../tables/programs';
import { termsVersions } from '../../tables/terms-versions';
import { toInstantOrNull, toProfileRow, type StoredProfile } from '../stored-rows';
import { encodeText } from '../text-codec';
import { writeRows, type ProgramTarget } from '../write-rows';

/** Reads the terms of a program where they are asked for; null: the rows have none. */
export type TermsOf = () => Promise<ProgramTerms | null>;

interface StoredPayable extends Omit<StoredProfile, 'partner' | 'tax_forms'> {
  readonly partner: string;
  readonly currency: string;
  readonly payable_minor: string;
  readonly approval: ApprovalWait | null;
  readonly proposed_at_ms: string | null;
  readonly partner_type: string;
  readonly tier: string | null;
  readonly holds: PartnerHold[];
  readonly approved_at_ms: string | null;
  readonly clock_ms: string;
  /** Null with all of the profile: nothing of it was recorded. */
  readonly tax_forms: StoredProfile['tax_forms'] | null;
}

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
async function takeAccounts({ sql, schema, program }: ProgramTarget, folded: FoldedProgram): Promise<StoredPayable[]> {
  const changed = folded.of(accounts).rows.filter(changesPayable);
  const touched = [...folded.of(accountApprovals).keys, ...folded.of(payouts).rows, ...changed];
  const ofPartners = [...folded.of(partners).rows, ...folded.of(payoutProfiles).rows].map(({ partner }) => partner);
  const termsChanged = folded.of(termsVersions).rows.length > 0;
  const mayHaveChanged = termsChanged || folded.of(programs).rows.length + touched.length + ofPartners.length > 0;
  if (!mayHaveChanged) return [];
  return sql.rows<StoredPayable>(
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
            p.partner_type, p.tier, p.holds, p.approved_at_ms, c.clock_ms,
            f.rail, f.method_changed_at_ms, f.tax_forms, f.acknowledgement_open, f.withholding_rate, f.payout_failed
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
      texts(touched.map(({ partner }) => partner)),
      texts(touched.map(({ currency }) => currency)),
      texts(ofPartners),
      termsChanged,
    ],
  );
}

const texts = (values: readonly string[]) => binaryArray(ELEMENTS.text, values.map(encodeText));

const changesPayable = ({ payableMinor }: { readonly payableMinor: bigint }) => payableMinor !== 0n;

function rowsOf(stored: StoredPayable, terms: ProgramTerms): PayableReasonRow[] {
  const { partner, currency, approval, tax_forms } = stored;
  const account = {
    partner,
    currency,
    approval,
    proposedAt: toInstantOrNull(stored.proposed_at_ms),
    payableMinor: amountMinor(BigInt(stored.payable_minor)),
  };
  const standing = {
    partnerType: stored.partner_type,
    tier: stored.tier,
    holds: stored.holds,
    approvedAt: toInstantOrNull(stored.approved_at_ms),
  };
  const profile = tax_forms === null ? null : toProfileRow({ ...stored, tax_forms });
  const asOf = instant(Number(stored.clock_ms));
  const { reasons, judgeAgainAt } = judge(account, standing, profile, terms, asOf);
  return reasons.map(({ reason, amountMinor: amount, since, endsAt, missingMinor, expiredOn }) => ({
    partner,
    currency,
    reason,
    amountMinor: amount,
    since,
    endsAt,
    missingMinor,
    expiredOn,
    judgeAgainAt,
  }));
}
