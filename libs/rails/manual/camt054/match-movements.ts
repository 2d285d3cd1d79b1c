import { inMajorUnits } from '@ledger/documents/money-text';
import { fitsId } from '@ledger/contracts/id-text';
import type { BatchLine, LineAnswer, LineState } from '../bank-batch';
import { judgeAnswer } from '../judge-answer';
import type { BankMovement } from './read-camt-054';

/** What a movement says of a payment. */
export interface Proposal {
  readonly movement: BankMovement;
  readonly line: BatchLine;
  readonly answer: LineAnswer;
}

/** What a movement has no part in, and why. */
export interface Unmatched {
  readonly movement: BankMovement;
  readonly why: string;
}

export interface MatchedFile {
  /** In the order in which they happened; the later of one payment builds on the earlier. */
  readonly proposals: readonly Proposal[];
  /** What is known already. */
  readonly known: readonly Proposal[];
  readonly unmatched: readonly Unmatched[];
}

/** Why money came back, where a bank does not say. */
const NO_REASON = 'NARR';

/**
 * What the movements of a file say of our payments: money that left paid one, money that came back under its id is a return
 * or, of one that was never said to be paid, a failure. Id, amount and currency have to fit. Within a file, what left is
 * looked at first.
 */
export function matchMovements(
  movements: readonly BankMovement[],
  lines: ReadonlyMap<string, BatchLine>,
  program: string,
): MatchedFile {
  const proposals: Proposal[] = [];
  const known: Proposal[] = [];
  const unmatched: Unmatched[] = [];
  const states = new Map<string, { readonly state: LineState; readonly code: string | null }>();
  const inOrder = [...movements].sort((a, b) => Number(b.direction === 'out') - Number(a.direction === 'out'));
  for (const movement of inOrder) {
    const line = movement.endToEndId === null ? undefined : lines.get(movement.endToEndId);
    const why = whyNot(movement, line, program);
    if (line === undefined || why !== null) {
      unmatched.push({ movement, why: why ?? 'no payment of ours' });
      continue;
    }
    const { state, code } = states.get(line.endToEndId) ?? line;
    const answer = answerOf(movement, state);
    const judged = judgeAnswer(state, code, answer);
    if (judged.kind === 'known') known.push({ movement, line, answer });
    else if (judged.kind === 'refused')
      unmatched.push({ movement, why: `${line.payout}: ${judged.because.replaceAll('_', ' ')}` });
    else {
      proposals.push({ movement, line, answer });
      states.set(line.endToEndId, { state: answer.says, code: answer.says === 'paid' ? null : answer.code });
    }
  }
  return { proposals, known, unmatched };
}

function whyNot(movement: BankMovement, line: BatchLine | undefined, program: string): string | null {
  const { endToEndId, amount, currency, isBooked, returnReason } = movement;
  if (endToEndId === null) return 'it names no end-to-end id';
  if (line === undefined) return `no payment of ours has the id ${endToEndId}`;
  if (line.program !== program) return `${line.payout} is of ${line.program}, import the file for it`;
  if (!isBooked) return `${line.payout}: it is not booked yet`;
  const expected = inMajorUnits(line.amountMinor, line.currency);
  if (amount === null || currency !== line.currency || plain(amount) !== plain(expected)) {
    return `${line.payout}: ${amount ?? 'no amount'} ${currency ?? ''} where ${expected} ${line.currency} was to be paid`;
  }
  if (returnReason !== null && !fitsId(returnReason)) return `${line.payout}: its reason is no code`;
  return null;
}

function answerOf({ direction, returnReason }: BankMovement, state: LineState): LineAnswer {
  if (direction === 'out') return { says: 'paid' };
  const code = returnReason ?? NO_REASON;
  return state === 'sent' || state === 'failed' ? { says: 'failed', code } : { says: 'returned', code };
}

/** A decimal without zeros that say nothing. */
function plain(decimal: string): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = fraction.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=\d)/, '')}${digits === '' ? '' : `.${digits}`}`;
}
