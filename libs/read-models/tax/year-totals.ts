import { thresholdOf, type TaxRules } from '@ledger/documents/tax/tax-rules';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { add, ZERO, type AmountMinor } from '@ledger/kernel/money';
import type { CalendarDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import type { PayoutProfileRow } from '../tables/payout-profiles';

/** What a rail paid a partner in a year: paid in it, less what came back in it. */
export interface PaidInYear {
  readonly partner: string;
  readonly rail: string;
  readonly currency: string;
  readonly grossMinor: AmountMinor;
  readonly feeMinor: AmountMinor;
  readonly withheldMinor: AmountMinor;
  readonly netMinor: AmountMinor;
  /** How many were paid. */
  readonly paid: number;
  /** How many came back. */
  readonly returned: number;
}

/** What is reported of it. */
export interface YearTotal extends PaidInYear {
  /** The partner's form at the end of the year; null: none was there. */
  readonly form: string | null;
  /** What it is reported on; null: the rules name nothing for the form. */
  readonly returnForm: string | null;
  /** Whether the rail reports it by itself. */
  readonly reportedByRail: boolean;
  /** From what sum on the return is due; null: from the first, or there is none. */
  readonly thresholdMinor: bigint | null;
  /** Whether the return is due for the partner and currency, by all that the rails do not report. */
  readonly due: boolean;
}

export interface TaxYear {
  readonly year: number;
  /** The first instant after it. */
  readonly endsAt: Instant;
  readonly lastDate: CalendarDate;
}

/** What a program paid in a year, by partner, rail and currency, and what of it is to be reported. */
export function yearTotals(
  paid: readonly PaidInYear[],
  profiles: readonly PayoutProfileRow[],
  taxYear: TaxYear,
  rules: TaxRules,
): YearTotal[] {
  const forms = new Map(profiles.map((profile) => [profile.partner, formAt(profile, taxYear)]));
  const ours = new Map<string, AmountMinor>();
  for (const { partner, rail, currency, grossMinor } of paid) {
    if (rules.railsThatReport.includes(rail)) continue;
    const key = `${currency} ${partner}`;
    ours.set(key, add(ours.get(key) ?? ZERO, grossMinor));
  }
  const total = (each: PaidInYear): YearTotal => {
    const form = forms.get(each.partner) ?? null;
    const returnForm = form === null ? null : (rules.returns[form] ?? null);
    const thresholdMinor = returnForm === null ? null : thresholdOf(rules, returnForm, each.currency, taxYear.year);
    const reportedByRail = rules.railsThatReport.includes(each.rail);
    const sumMinor = ours.get(`${each.currency} ${each.partner}`) ?? ZERO;
    const due = returnForm !== null && !reportedByRail && sumMinor > ZERO && sumMinor >= (thresholdMinor ?? ZERO);
    return { ...each, form, returnForm, reportedByRail, thresholdMinor, due };
  };
  return paid.map(total).sort(byPartner);
}

/** The form that was recorded last before the year's end, of those valid on its last day if there are any. */
function formAt({ taxForms }: PayoutProfileRow, { endsAt, lastDate }: TaxYear): string | null {
  const there = taxForms.filter(({ recordedAt }) => recordedAt < endsAt).sort((a, b) => a.recordedAt - b.recordedAt);
  const valid = there.filter(({ validThrough }) => validThrough === null || validThrough >= lastDate);
  return (valid.at(-1) ?? there.at(-1))?.form ?? null;
}

function byPartner(a: YearTotal, b: YearTotal): number {
  return (
    compareCodePoints(a.partner, b.partner) ||
    compareCodePoints(a.currency, b.currency) ||
    compareCodePoints(a.rail, b.rail)
  );
}
