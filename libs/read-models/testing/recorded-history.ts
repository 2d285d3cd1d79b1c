import type { ProgramTerms } from '@ledger/program/program-terms';
import { MemoryRuntime } from '@ledger/runner/testing/memory-runtime';
import { generateHistory } from '@tools/histories/generate-history';
import type { Knobs } from '@tools/histories/knobs';
import { Random } from '@tools/histories/random';
import { SHAPES } from '@tools/histories/shapes';
import { clock, partner, taxForm } from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import type { LedgerEntry } from '../ledger-entry';
import { termsOf } from './entries';

const PROGRAMS = ['plixo', 'reseller', 'three-tier', 'plaidcloud', 'odoopbx'];
const EVENTS = 90;

/** Names that trip up keys, orders and encodings. */
const unusual = (knobs: Knobs): Knobs => ({ ...knobs, disorder: { ...knobs.disorder, unusualNames: 0.5 } });

const ADVERSARIAL = unusual(SHAPES.adversarial);
const CROWDED = unusual(SHAPES.crowded);

/** Money goes back, and payouts are made, answered, returned and proposed anew; currencies of zero to three decimals. */
const MONEY: Knobs = {
  ...unusual(SHAPES.refunds),
  acting: {
    ...SHAPES.refunds.acting,
    currencies: ['USD', 'JPY', 'KWD'],
    otherKinds: 1,
    weights: {
      ...SHAPES.refunds.acting.weights,
      'clock.advanced': 6,
      'payout.settled': 4,
      'payout.failed': 4,
      'payout.returned': 4,
      'payout.declined': 6,
    },
  },
};

/** What was recorded, and the terms as it left them. */
export interface RecordedHistory {
  readonly entries: readonly LedgerEntry[];
  readonly termsOf: (program: string) => ProgramTerms;
}

/** What the embedded runtime records of histories of two programs that come in turns, as a projector takes it. */
export async function recordedHistory(seed: number): Promise<RecordedHistory> {
  const random = new Random(seed);
  const programs = random.shuffled(PROGRAMS).slice(0, 2);
  const histories = programs.map((program) => {
    const shape = random.pick([ADVERSARIAL, CROWDED, ...(program === 'three-tier' ? [MONEY, MONEY] : [])]);
    return generateHistory({ program, seed, events: EVENTS, shape });
  });
  const [one = [], other = []] = histories;
  return recorded(
    programs,
    one.flatMap((event, index) => [event, ...other.slice(index, index + 1)]),
  );
}

/** The same of a partner whose tax form expires. */
export function historyOfForm(): Promise<RecordedHistory> {
  const joined = given('plixo', partner('p', '2026-01-01'), taxForm('p', '2026-01-05', 'W-8BEN', '2023-05-01'));
  return recorded(['plixo'], joined.when(clock('2027-02-01')).events());
}

/** What is recorded of events of programs, in their order. */
export async function recorded(programs: readonly string[], events: readonly object[]): Promise<RecordedHistory> {
  const runtime = await MemoryRuntime.open(programs.map(termsOf));
  await runtime.feed(events);
  const known = new Map((await runtime.programs()).map((terms) => [terms.name, terms]));
  return {
    entries: runtime.entries.filter((entry) => !('recordedTerms' in entry)),
    termsOf: (program) => known.get(program) ?? termsOf(program),
  };
}
