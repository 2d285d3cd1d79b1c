import { randomUUID } from 'node:crypto';
import { formatMoney } from '@ledger/documents/money-text';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { PostgresPayeeBook } from '@ledger/rails/desk/postgres-payee-book';
import { isSamePerson } from '@ledger/rails/manual/judge-account';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { findPayout, type PayoutRow } from '@ledger/read-models/tables/payouts';
import type { EventAnswer } from '../../ingest/post-events';
import { onProgram, type OnProgram } from '../facts/on-program';
import { bringUpToDate } from '../with-read-models';
import { whyChanged } from './why-changed';

export interface DecisionFlags {
  readonly data: string;
  readonly program: string;
  readonly by: string;
  readonly reason?: string;
}

type Decision = 'approved' | 'declined';

/** Has a proposal paid: it is made, if its account would be paid exactly the proposed lines now. */
export function approvePayout(payout: string, flags: DecisionFlags): Promise<void> {
  return decide(payout, 'approved', flags);
}

/** Withdraws a proposal. */
export function declinePayout(payout: string, flags: DecisionFlags): Promise<void> {
  return decide(payout, 'declined', flags);
}

async function decide(payout: string, decision: Decision, { by, reason, ...flags }: DecisionFlags): Promise<void> {
  await onProgram(flags, async (on) => {
    if (decision === 'approved') await sayAhead(on, payout, by);
    const data = { payout, by, ...(reason === undefined ? {} : { reason }) };
    // A second decision in the same words is ignored by the ledger, whatever its id.
    const id = `${payout}-${decision}-${randomUUID()}`;
    const answer = await on.offer({ about: 'payouts', id, type: `payout.${decision}`, data });
    await bringUpToDate(on.ledger);
    const row = await payoutOf(on, payout);
    if (answer.verdict === 'rejected') {
      const why = await whyNot(on, payout, answer, row);
      throw new UserError(`${payout} of ${flags.program} is not ${decision}: ${why}`);
    }
    const already = answer.verdict === 'ignored' ? ' already' : '';
    say(`${payout} of ${flags.program} is ${decision}${already}${row === null ? '' : `: ${whatFollowed(row)}`}`);
  });
}

/** By hand, the account is not in the ledger's facts: whoever makes the batch enforces what is said here. */
async function sayAhead(on: OnProgram, payout: string, by: string): Promise<void> {
  const row = await payoutOf(on, payout);
  if (row?.rail !== 'manual') return;
  const change = await new PostgresPayeeBook(on.ledger.pool).accountChange(on.terms.name, row.partner);
  if (change === null || !isSamePerson(change.by, by)) return;
  say(`${by} entered the account of ${row.partner} last: no batch takes a payout to it that ${by} approved`);
}

function payoutOf({ ledger, terms }: OnProgram, payout: string): Promise<PayoutRow | null> {
  return readProgram(ledger.readModels, terms.name, (snapshot) => findPayout(snapshot, payout));
}

/** The ledger's answer in words. */
async function whyNot(
  on: OnProgram,
  payout: string,
  { code, detail }: EventAnswer,
  row: PayoutRow | null,
): Promise<string> {
  switch (code) {
    case 'unknown_payout':
      return `there is no such payout (${code})`;
    case 'payout_state':
      return `${row === null ? 'a later run replaced it, see payouts list --proposed' : STATES[row.state]} (${code})`;
    case 'own_change':
      return `whoever set the partner’s payout method last, or posted an adjustment that it pays, does not approve it: somebody else has to (${code})`;
    case 'payout_changed':
      return `${row === null ? 'it' : await whyChanged(on, row)} (${code})`;
    default:
      return `${code} (${detail})`;
  }
}

const STATES: Readonly<Record<PayoutRow['state'], string>> = {
  proposed: 'it was not proposed yet at that time',
  declined: 'it was declined',
  in_transit: 'it was made, and waits for the answer of its rail',
  paid: 'it is paid',
  failed: 'it was made, and failed',
  returned: 'it was paid, and came back',
};

function whatFollowed({ state, partner, currency, rail, ...amounts }: PayoutRow): string {
  if (state === 'declined') return 'no run proposes exactly these lines again';
  const [gross, fee, withheld, net] = [
    amounts.grossMinor,
    amounts.feeMinor,
    amounts.withheldMinor,
    amounts.netMinor,
  ].map((minor) => formatMoney(minor, currency));
  const pays = `${net} ${currency} to ${partner} by ${rail} (gross ${gross}, fee ${fee}, withheld ${withheld})`;
  return state === 'paid' ? `paid ${pays}` : `${pays}; ${STATES[state]}`;
}
