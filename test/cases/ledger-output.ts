import { isInteger, parse } from 'lossless-json';

/** The replay's JSON output (contract.md, section 2); every integer as a bigint, so that none loses digits. */
export interface LedgerOutput {
  readonly asOf: string | null;
  readonly programs: readonly ProgramOutput[];
}

export interface ProgramOutput {
  readonly program: string;
  readonly asOf: string | null;
  readonly partners: readonly PartnerOutput[];
  readonly attributions: readonly AttributionOutput[];
  readonly lines: readonly LineOutput[];
  readonly statements: readonly StatementOutput[];
  readonly payouts: readonly PayoutOutput[];
  readonly unpaid: readonly UnpaidOutput[];
  readonly trialBalance: readonly TrialBalanceOutput[];
  readonly rejected: readonly RejectedOutput[];
  readonly anomalies: readonly { readonly code: string; readonly detail: string }[];
  readonly ignored: bigint;
}

export interface PartnerOutput {
  readonly partner: string;
  readonly type: string;
  readonly tier: string | null;
  readonly application: string;
  readonly status: string;
  readonly lockedUntil: string | null;
  readonly promotion: string | null;
  readonly wins: Readonly<Record<string, bigint>>;
  readonly customers: bigint;
}

export interface AttributionOutput {
  readonly customer: string;
  readonly settledAt: string | null;
  readonly credits: readonly { readonly partner: string; readonly role: string; readonly weight: bigint | null }[];
  readonly lost: readonly {
    readonly partner: string | null;
    readonly claim: string;
    readonly at: string;
    readonly reason: string;
  }[];
}

export interface LineOutput {
  readonly partner: string;
  readonly customer: string | null;
  readonly invoice: string | null;
  readonly line: string;
  readonly seq: bigint;
  readonly reason: string;
  readonly base: bigint | null;
  readonly rate: string | null;
  readonly amount: bigint;
  readonly currency: string;
  readonly state: string;
  readonly holds: readonly string[];
  readonly effectiveAt: string;
  readonly postedAt: string;
  readonly clearsAt: string;
  readonly paidAt: string | null;
  readonly termsVersion: bigint | null;
  readonly cause: string;
}

export interface StatementOutput {
  readonly partner: string;
  readonly currency: string;
  readonly month: string;
  readonly opening: bigint;
  readonly accrued: bigint;
  readonly adjusted: bigint;
  readonly reversed: bigint;
  readonly paid: bigint;
  readonly closing: bigint;
  readonly fees: bigint;
  readonly withheld: bigint;
  readonly net: bigint;
}

export interface PayoutOutput {
  readonly partner: string;
  readonly currency: string;
  readonly at: string;
  readonly payout: string;
  readonly rail: string;
  readonly gross: bigint;
  readonly fee: bigint;
  readonly withheld: bigint;
  readonly net: bigint;
  readonly lines: bigint;
  readonly state: string;
  readonly settledAt: string | null;
  readonly reference: string | null;
}

export interface UnpaidOutput {
  readonly partner: string;
  readonly currency: string;
  readonly hold: bigint;
  readonly payable: bigint;
  readonly inTransit: bigint;
  readonly reasons: readonly string[];
}

export interface TrialBalanceOutput {
  readonly account: string;
  readonly currency: string;
  readonly debit: bigint;
  readonly credit: bigint;
}

export interface RejectedOutput {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly code: string;
  readonly detail: string;
}

/** Reads the JSON that `ledger replay` or `ledger export` printed. */
export function readLedgerOutput(json: string): LedgerOutput {
  return parse(json, null, (digits) => (isInteger(digits) ? BigInt(digits) : Number(digits))) as LedgerOutput;
}
