import { utf8Bytes } from '@ledger/contracts/json-text';
import type { Instant } from '@ledger/kernel/instant';
import { add, ZERO } from '@ledger/kernel/money';
import { compareAccounts, compareLines, lineKeyOf, type OpenLine, type PayoutAccount } from './payout-account';
import type { LinesHeldBack, LinesReleased, PayoutLinesMoved } from './payout.decisions';
import type { Payout } from './payouts';

/**
 * For each account whose lines become payable, in the order of the accounts, a decision on what was earned and one on
 * what was taken back: netted, the accounts would show less turnover than their lines have.
 */
export function released(lines: readonly OpenLine[], releasedAt: Instant): LinesReleased[] {
  return grouped(lines).map((group) => ({ type: 'LinesReleased', releasedAt, ...movementOf(group) }));
}

/** The same for payable lines that go back to hold. */
export function heldBack(lines: readonly OpenLine[], heldAt: Instant): LinesHeldBack[] {
  return grouped(lines).map((group) => ({ type: 'LinesHeldBack', heldAt, ...movementOf(group) }));
}

/** Lines of a payout that go where it goes; `hadCleared`, where it is not given: they did. */
export function movedWith(
  { amounts: { payout, partner, currency } }: Pick<Payout, 'amounts'>,
  lines: readonly OpenLine[],
  { from, to, movedAt, decidedAt, hadCleared = true }: Omit<Journey, 'hadCleared'> & Partial<Journey>,
): PayoutLinesMoved[] {
  const about = { payout, partner, currency, from, to, movedAt, decidedAt, hadCleared };
  return chunksOf([...lines].sort(compareLines)).map((chunk) => ({
    type: 'PayoutLinesMoved',
    ...about,
    lines: chunk.map(lineKeyOf),
  }));
}

type Journey = Pick<PayoutLinesMoved, 'from' | 'to' | 'movedAt' | 'decidedAt' | 'hadCleared'>;

/** A record of Kafka has to stay well below a megabyte, so a decision names at most this many lines, or bytes of them. */
const LINES_PER_DECISION = 2_000;
const BYTES_PER_DECISION = 600_000;
/** Of a line as JSON: names, a number, punctuation. */
const BYTES_BESIDE_IDS = 50;

interface Group {
  readonly account: PayoutAccount;
  readonly lines: readonly OpenLine[];
}

function grouped(lines: readonly OpenLine[]): Group[] {
  // So it is after most facts.
  if (lines.length === 0) return [];
  const byAccount = new Map<PayoutAccount, OpenLine[]>();
  for (const line of lines) {
    const group = byAccount.get(line.account);
    if (group === undefined) byAccount.set(line.account, [line]);
    else group.push(line);
  }
  const accounts = [...byAccount].sort(([a], [b]) => compareAccounts(a, b));
  return accounts.flatMap(([account, all]) =>
    bySign(all.sort(compareLines)).flatMap((lines) => chunksOf(lines).map((chunk) => ({ account, lines: chunk }))),
  );
}

function bySign(lines: readonly OpenLine[]): OpenLine[][] {
  const isEarned = ({ amountMinor }: OpenLine) => amountMinor > ZERO;
  return [lines.filter(isEarned), lines.filter((line) => !isEarned(line))];
}

function chunksOf(lines: readonly OpenLine[]): OpenLine[][] {
  const chunks: OpenLine[][] = [];
  let room = { lines: 0, bytes: 0 };
  for (const line of lines) {
    const bytes = bytesOf(line);
    if (room.lines === 0 || room.bytes < bytes) {
      chunks.push([]);
      room = { lines: LINES_PER_DECISION, bytes: BYTES_PER_DECISION };
    }
    chunks.at(-1)?.push(line);
    room = { lines: room.lines - 1, bytes: room.bytes - bytes };
  }
  return chunks;
}

function bytesOf({ invoice, line }: OpenLine): number {
  return BYTES_BESIDE_IDS + utf8Bytes(JSON.stringify([invoice, line]));
}

function movementOf({ account, lines }: Group) {
  const amountMinor = lines.reduce((sum, line) => add(sum, line.amountMinor), ZERO);
  return { partner: account.partner, currency: account.currency, amountMinor, lines: lines.map(lineKeyOf) };
}
