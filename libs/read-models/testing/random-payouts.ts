import type { Instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { LineState } from '@ledger/stages/payout/payout-account';
import type { OwnLineReason, PayoutMade } from '@ledger/stages/payout/payout.decisions';
import type { Decision } from '@ledger/stages/stage';
import type { LedgerEntry } from '../ledger-entry';
import { moved, paid, released, type PostedLine } from './entries';

export interface OpenLine extends PostedLine {
  readonly currency: string;
  state: LineState;
}

/** A payout that waits for its answer, or may be returned. */
interface OpenPayout {
  readonly made: PayoutMade;
  readonly lines: readonly OpenLine[];
  state: 'in_transit' | 'paid';
}

/** What the engine would know of a program: enough to make only moves that can happen. */
export interface World {
  readonly program: string;
  seq: number;
  clock: Instant;
  lines: OpenLine[];
  payouts: OpenPayout[];
  entries: LedgerEntry[];
}

export function linesIn(world: World, partner: string, currency: string, state: OpenLine['state']): OpenLine[] {
  return world.lines.filter((line) => line.partner === partner && line.currency === currency && line.state === state);
}

export function release(world: World, partner: string, currency: string, choice: number): readonly Decision[] {
  const lines = linesIn(world, partner, currency, 'hold').filter((_, index) => (choice + index) % 3 !== 0);
  if (lines.length === 0) return [];
  for (const line of lines) line.state = 'payable';
  return [released(lines, { currency, releasedAt: world.clock })];
}

export function holdBack(world: World, partner: string, currency: string): readonly Decision[] {
  const lines = linesIn(world, partner, currency, 'payable').filter((_, index) => index % 2 === 0);
  if (lines.length === 0) return [];
  for (const line of lines) line.state = 'hold';
  const { amountMinor: sum, lines: keys } = released(lines);
  return [{ type: 'LinesHeldBack', partner, currency, heldAt: world.clock, amountMinor: sum, lines: keys }];
}

export function pay(world: World, partner: string, currency: string, choice: number): readonly Decision[] {
  const lines = linesIn(world, partner, currency, 'payable');
  const gross = lines.reduce((sum, line) => sum + line.amount, 0);
  if (gross <= 0 || choice % 2 === 0) return [];
  const fee = Math.min(choice % 20, gross - 1);
  const paidAtOnce = choice % 3 !== 0;
  const payout = `${partner} ${currency} ${world.seq} ${world.payouts.length}`;
  const decisions = paid(lines, fee, { payout, currency, madeAt: world.clock, postedAt: world.clock, paidAtOnce });
  for (const line of lines) line.state = paidAtOnce ? 'paid' : 'in_transit';
  world.payouts.push({ made: decisions[0], lines, state: paidAtOnce ? 'paid' : 'in_transit' });
  return decisions;
}

/** A payout in transit is settled or fails; one that is paid comes back. */
export function answer(world: World, choice: number): readonly Decision[] {
  const open = world.payouts[choice % Math.max(1, world.payouts.length)];
  if (open === undefined) return [];
  const { type: _type, postedAt: _postedAt, paidAtOnce: _paidAtOnce, ...about } = open.made;
  const { clock } = world;
  const from = open.state;
  const to = from === 'in_transit' && choice % 2 === 0 ? 'paid' : 'payable';
  const journey = moved(open.made, open.lines, { from, to, movedAt: clock });
  for (const line of open.lines) line.state = to;
  if (to === 'paid') {
    open.state = 'paid';
    const settled = { settledAt: clock, postedAt: clock, reference: `tr ${choice}` };
    const feeVarianceMinor = amountMinor((choice % 5) - 2);
    return [{ type: 'PayoutSettled', ...about, ...settled, feeVarianceMinor }, journey];
  }
  world.payouts = world.payouts.filter((each) => each !== open);
  if (from === 'in_transit') return [{ type: 'PayoutFailed', ...about, failedAt: clock, postedAt: clock }, journey];
  const returned = { settledAt: clock, reference: null, returnedAt: clock, postedAt: clock };
  return [{ type: 'PayoutReturned', ...about, ...returned }, journey];
}

const OWN_REASONS: readonly OwnLineReason[] = ['adjustment', 'write_off', 'forfeit'];

interface Own {
  readonly partner: string;
  readonly currency: string;
  readonly size: number;
}

export function postOwn(world: World, { partner, currency, size }: Own): readonly Decision[] {
  const reason = OWN_REASONS[size % OWN_REASONS.length] as OwnLineReason;
  const name = `own ${size % 3}`;
  const before = world.lines.filter((each) => each.invoice === null && each.line === name && each.partner === partner);
  const amount = size - 500;
  const state = reason === 'adjustment' ? 'hold' : 'payable';
  world.lines.push({ partner, invoice: null, line: name, lineSeq: before.length + 1, amount, currency, state });
  const { clock } = world;
  const times = { effectiveAt: clock, postedAt: clock, clearsAt: clock, decidedAt: clock };
  const about = { partner, currency, line: name, lineSeq: before.length + 1, reason, cause: `e${world.seq}` };
  return [{ type: 'OwnLinePosted', ...about, amountMinor: amountMinor(amount), ...times }];
}

/** A proposal, or what becomes of one: declined, or replaced. */
export function propose(
  world: World,
  { partner, currency, choice }: { partner: string; currency: string; choice: number },
): readonly Decision[] {
  const [made] = paid([{ partner, invoice: 'i', line: 'l', lineSeq: 1, amount: 100 }], 1, { currency });
  const { type: _type, postedAt: _postedAt, paidAtOnce: _paidAtOnce, madeAt: _madeAt, ...about } = made;
  const { clock } = world;
  const payout = `proposal ${partner} ${currency}`;
  const waits = { type: 'AccountApprovalChanged', partner, currency, decidedAt: clock } as const;
  if (choice % 3 === 0) {
    const proposed = { type: 'PayoutProposed', ...about, payout, proposedAt: clock } as const;
    return [proposed, { ...waits, approval: 'pending' }];
  }
  if (choice % 3 === 1) {
    const declined = { type: 'PayoutDeclined', ...about, payout, proposedAt: clock, declinedAt: clock } as const;
    return [declined, { ...waits, approval: 'declined' }];
  }
  const replaced = { type: 'PayoutProposalReplaced', payout, partner, currency, replacedAt: clock } as const;
  return [replaced, { ...waits, approval: null }];
}
