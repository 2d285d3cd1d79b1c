import { ANOMALY_CODES } from '@ledger/contracts/decided-words';
import { EVENT_TYPES } from '@ledger/contracts/event-types';
import { REJECTION_CODES } from '@ledger/contracts/rejection-codes';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { INTRODUCTION_KINDS, LOST_REASONS } from '@ledger/stages/attribution/attribution.decisions';
import { LINE_REASONS } from '@ledger/stages/commission/commission.decisions';
import { SHOWN_PAYOUT_STATES } from '@ledger/stages/intake/later-stages';
import { PARTNER_STATUSES } from '@ledger/stages/partner-status/status-at';
import { UNPAID_REASONS } from '@ledger/stages/payout/payout-gate';
import { replayed } from '../../test/terms/replayed';
import { streamHistory } from './generate-history';

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

/** A code that nobody owns at all is tried by few histories. */
const REASONS_OF_LOST_CLAIMS = LOST_REASONS.filter((reason) => reason !== 'unknown_code');

/** What adversarial histories of one seed, one for each preset, lead to. */
async function everythingReachedBy(seed: number) {
  const presets = loadTerms(presetPaths());
  const sent: string[] = [];
  const reports: Report[] = [];
  for (const { name: program } of presets) {
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
        INTRODUCTION_KINDS,
        lost.map(({ claim }) => claim),
      ),
    ).toEqual([]);
  });

  it('leave money unpaid for every reason', () => {
    const reasons = reached.programs.flatMap(({ unpaid }) => unpaid.flatMap((row) => row.reasons));
    expect(missing(UNPAID_REASONS, reasons)).toEqual([]);
  });

  it('bring payouts into every state', () => {
    const states = reached.programs.flatMap(({ payouts }) => payouts.map(({ state }) => state));
    expect(missing(SHOWN_PAYOUT_STATES, states)).toEqual([]);
  });

  it('bring partners into every status, and report every anomaly', () => {
    const statuses = reached.programs.flatMap(({ partners }) => partners.map(({ status }) => status));
    const anomalies = reached.programs.flatMap((program) => program.anomalies.map(({ code }) => code));
    expect(missing(PARTNER_STATUSES, statuses)).toEqual([]);
    expect(missing(ANOMALY_CODES, anomalies)).toEqual([]);
  });
});
