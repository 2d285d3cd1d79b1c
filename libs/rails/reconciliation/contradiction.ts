import type { Sending } from '../sending/sending';
import { compareByHand, type LineByHand } from './compare-by-hand';
import { RULINGS, type Difference } from './difference';
import type { MadePayout } from './made-payouts';

/** What the ledger says otherwise than a bank's answer, what that means and what to do; null: nothing needs a person. */
export function contradictionOf(payout: MadePayout | null, line: LineByHand): string | null {
  const [found] = payout === null ? [] : byHandForPerson(payout, line);
  return found === undefined || payout === null ? null : contradictionText(payout, found);
}

/** The differences of a payout by hand from its batch that nothing but a person ends. */
export function byHandForPerson(payout: MadePayout, line: LineByHand | null): Difference[] {
  return compareByHand(payout, line).filter(({ kind }) => RULINGS[kind].needsPerson);
}

/**
 * A payout that the ledger says failed while its sending says that the money left, or may have: a person told the ledger,
 * and the sender's own answer was refused, or is not asked for any more. null: both agree.
 */
export function sentThoughFailed(payout: MadePayout, { state, attempt }: Sending): Difference | null {
  if (payout.state !== 'failed' || attempt === null) return null;
  const hasLeft = state.name === 'SETTLED' || state.name === 'TAKEN';
  const mayHaveLeft = attempt.posts > 0 && attempt.lastPost !== 'without_effect' && !ENDED.has(state.name);
  if (!hasLeft && !mayHaveLeft) return null;
  const { program, payout: id, partner, currency, netMinor } = payout;
  const transfer = hasLeft ? state.transfer : attempt.told;
  const of = { program, payout: id, partner, transfer, currency };
  return { kind: 'paid_though_failed', ...of, ledgerMinor: null, railMinor: hasLeft ? netMinor : null };
}

/** Why an answer of a rail that the ledger refused is not what it says; null: it says so by now. */
export function whyRefused({ state }: MadePayout, type: string, code: string): string | null {
  const agreeing = AGREEING[type];
  if (agreeing === undefined || agreeing.includes(state)) return null;
  return `its rail answered ${type}, which the ledger refused (${code}), as it ${SAID[state]} by what it was told before: find out which is so at the rail, and bring the ledger there (payout.returned, or an adjustment)`;
}

/** In words. */
export function contradictionText({ state }: MadePayout, { kind }: Difference): string {
  return `the ledger says that it ${SAID[state]} (${kind}): ${RULINGS[kind].todo}`;
}

const ENDED: ReadonlySet<string> = new Set(['FAILED', 'REFUSED', 'ALLOWED']);

/** In which states the ledger says the same as an answer. */
const AGREEING: Readonly<Record<string, readonly MadePayout['state'][]>> = {
  'payout.settled': ['paid', 'returned'],
  'payout.failed': ['failed'],
  // Money that came back of one that failed: it is owed once, as the ledger says.
  'payout.returned': ['returned', 'failed'],
};

const SAID: Readonly<Record<MadePayout['state'], string>> = {
  in_transit: 'is in transit',
  paid: 'was paid',
  failed: 'failed',
  returned: 'came back',
};
