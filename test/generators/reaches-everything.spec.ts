import { EVENT_TYPES } from '@ledger/contracts/event-types';
import { REJECTION_CODES } from '@ledger/contracts/rejection-codes';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { replayed } from '../terms/replayed';
import { streamHistory } from './generate-history';

/** The reasons that contract.md, section 2, names. */
const LINE_REASONS = [
  'accrual',
  'refund',
  'dispute',
  'void',
  'clawback',
  'bonus',
  'reattribution',
  'rate_change',
  'true_up',
  'adjustment',
  'write_off',
  'forfeit',
  'correction',
];
const REASONS_OF_LOST_CLAIMS = [
  'later',
  'lower_priority',
  'expired',
  'protection_ended',
  'after_direct_contact',
  'window_passed',
  'not_approved',
  'self_referral',
  'after_settling',
  'overridden',
];
const CLAIMS = ['signup', 'lead', 'registration', 'protection', 'touchpoint'];
const REASONS_OF_UNPAID_MONEY = [
  'clearing',
  'dispute',
  'violation',
  'certification_missing',
  'suspended',
  'not_approved',
  'below_minimum',
  'negative_balance',
  'not_activated',
  'tax_form_missing',
  'tax_form_expired',
  'payout_method_missing',
  'acknowledgement_missing',
  'approval_pending',
  'declined',
  'payout_failed',
  'payout_method_new',
  'in_transit',
  'scheduled',
];
const PAYOUT_STATES = ['proposed', 'declined', 'in_transit', 'paid', 'failed', 'returned'];
const STATUSES = ['pending', 'active', 'at_risk', 'locked_5y', 'inactive', 'on_hold', 'suspended', 'terminated'];
const ANOMALIES = ['refund_exceeds_amount', 'refund_unknown_line', 'void_without_effect'];

interface Report {
  readonly programs: readonly {
    readonly partners: readonly { readonly status: string }[];
    readonly attributions: readonly { readonly lost: readonly { readonly claim: string; readonly reason: string }[] }[];
    readonly lines: readonly { readonly reason: string }[];
    readonly unpaid: readonly { readonly reasons: readonly string[] }[];
    readonly payouts: readonly { readonly state: string }[];
    readonly rejected: readonly { readonly type: string; readonly code: string }[];
    readonly anomalies: readonly { readonly code: string }[];
  }[];
}

/** What adversarial histories of one seed, one for each preset, lead to. */
async function everythingReachedBy(seed: number) {
  const presets = loadTerms(presetPaths());
  const sent: string[] = [];
  const reports: Report[] = [];
  for (const { program } of presets) {
    const lines = [...streamHistory({ program, seed, events: 2_000, shape: 'adversarial' })];
    sent.push(...lines.map((line) => (JSON.parse(line) as { type: string }).type));
    reports.push(JSON.parse(await replayed(presets, lines.join('\n'))) as Report);
  }
  return { sent, programs: reports.flatMap((report) => report.programs) };
}

describe.each([1, 2])('adversarial histories of all presets, seed %d', (seed) => {
  let reached: Awaited<ReturnType<typeof everythingReachedBy>>;

  beforeAll(async () => {
    reached = await everythingReachedBy(seed);
  });

  const missing = (all: readonly string[], found: readonly string[]): string[] =>
    all.filter((each) => !found.includes(each));

  it('reach every event type, more often than it is rejected', () => {
    const timesOf = (type: string, types: readonly string[]): number => types.filter((each) => each === type).length;
    const rejected = reached.programs.flatMap((program) => program.rejected.map(({ type }) => type));
    expect(EVENT_TYPES.filter((type) => timesOf(type, reached.sent) <= timesOf(type, rejected))).toEqual([]);
  });

  it('reach every rejection', () => {
    const codes = reached.programs.flatMap(({ rejected }) => rejected.map(({ code }) => code));
    expect(missing(REJECTION_CODES, codes)).toEqual([]);
  });

  it('reach every reason of a line', () => {
    const reasons = reached.programs.flatMap(({ lines }) => lines.map(({ reason }) => reason));
    expect(missing(LINE_REASONS, reasons)).toEqual([]);
  });

  it('lose every kind of claim, for every reason', () => {
    const lost = reached.programs.flatMap(({ attributions }) =>
      attributions.flatMap((attribution) => attribution.lost),
    );
    expect(
      missing(
        REASONS_OF_LOST_CLAIMS,
        lost.map(({ reason }) => reason),
      ),
    ).toEqual([]);
    expect(
      missing(
        CLAIMS,
        lost.map(({ claim }) => claim),
      ),
    ).toEqual([]);
  });

  it('leave money unpaid for every reason', () => {
    const reasons = reached.programs.flatMap(({ unpaid }) => unpaid.flatMap((row) => row.reasons));
    expect(missing(REASONS_OF_UNPAID_MONEY, reasons)).toEqual([]);
  });

  it('bring payouts into every state', () => {
    const states = reached.programs.flatMap(({ payouts }) => payouts.map(({ state }) => state));
    expect(missing(PAYOUT_STATES, states)).toEqual([]);
  });

  it('bring partners into every status, and report every anomaly', () => {
    const statuses = reached.programs.flatMap(({ partners }) => partners.map(({ status }) => status));
    const anomalies = reached.programs.flatMap((program) => program.anomalies.map(({ code }) => code));
    expect(missing(STATUSES, statuses)).toEqual([]);
    expect(missing(ANOMALIES, anomalies)).toEqual([]);
  });
});
