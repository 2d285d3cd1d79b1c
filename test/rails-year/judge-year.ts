import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { OpenPayouts } from '@ledger/rails/sender/open-payouts';
import { waitingPayout } from '@ledger/rails/sender/waiting-payout';
import { readLedgerOutput, type ProgramOutput } from '../cases/ledger-output';
import { replayed } from '../terms/replayed';
import { judgeBatches } from './judge-batches';
import { PROGRAMS } from './facts-of-year';
import type { FaultyRails } from './faulty-rails';
import type { SimulatedBank } from './simulated-bank';
import { LEDGER, type YearOffice } from './year-office';

/** Money that a rail took for a payout, in minor units. */
interface Taken {
  readonly rail: string;
  /** `PROGRAM po-N`. */
  readonly payout: string;
  readonly currency: string;
  readonly amount: bigint;
  readonly fee: bigint;
  /** Whether it is the payee's still. */
  readonly stands: boolean;
}

export interface YearJudged {
  /** What is not as it must be; none: all is. */
  readonly wrong: readonly string[];
  /** Payouts by rail and state, and what people did at the bank. */
  readonly counts: Readonly<Record<string, number>>;
  /** The facts of the year, those of the rails among them. */
  readonly facts: readonly string[];
}

interface WhereMoneyIs {
  readonly rails: FaultyRails;
  readonly bank: SimulatedBank;
  /** How often people did what. */
  readonly done: Readonly<Record<string, number>>;
}

type Payout = ProgramOutput['payouts'][number] & { readonly program: string };

/** Compares what follows from the facts, with no rail anywhere, with the books of the rails. */
export async function judgeYear(office: YearOffice, { rails, bank, done }: WhereMoneyIs): Promise<YearJudged> {
  const facts = await office.facts();
  const { programs } = readLedgerOutput(await replayed(loadTerms(presetPaths()), facts.join('\n')));
  const payouts = programs.flatMap(({ program, payouts: its }) => its.map((payout) => ({ ...payout, program })));
  const taken = [...takenBy(rails), ...takenByBank(bank)];
  const forPerson = await waitingForPerson(office);
  const wrong = [
    ...twice(taken),
    ...payouts.flatMap((payout) => misfit(payout, taken, forPerson)),
    ...unknown(taken, payouts),
    ...(await judgeBatches(office, bank)),
    ...['stripe', 'paypal', 'manual'].flatMap((rail) => unequalBooks(rail, programs, { taken, payouts })),
  ];
  const counts: Record<string, number> = { ...done };
  for (const { rail, state } of payouts) counts[`${rail} ${state}`] = (counts[`${rail} ${state}`] ?? 0) + 1;
  return { wrong, counts, facts };
}

function twice(taken: readonly Taken[]): string[] {
  const seen = new Set<string>();
  return taken.flatMap(({ rail, payout }) => {
    const isSecond = seen.has(payout);
    seen.add(payout);
    return isSecond ? [`${rail} paid ${payout} twice`] : [];
  });
}

/** Each payout by what its rail did. */
function misfit(payout: Payout, all: readonly Taken[], forPerson: ReadonlySet<string>): string[] {
  const name = `${payout.program} ${payout.payout}`;
  const { rail, state, net, currency } = payout;
  const its = all.find((taken) => taken.payout === name);
  const is = (what: string) => [`${name} by ${rail} is ${state}, and ${what}`];
  if (its !== undefined && (its.rail !== rail || its.amount !== net || its.currency !== currency))
    return is('was another');
  switch (state) {
    case 'paid':
      return its?.stands === true ? [] : is('no money is with the payee');
    case 'failed':
    case 'returned':
      return its?.stands === true ? is('the payee has the money') : [];
    case 'in_transit':
      return forPerson.has(name) ? [] : is('nothing waits for a person');
    default:
      return is('that is none of the states of a payout that was made');
  }
}

function unknown(taken: readonly Taken[], payouts: readonly Payout[]): string[] {
  const names = new Set(payouts.map(({ program, payout }) => `${program} ${payout}`));
  return taken.filter(({ payout }) => !names.has(payout)).map(({ payout }) => `nobody ordered ${payout}`);
}

/** What left by a rail, in the accounts of all programs and in the rail's own books, by currency. */
function unequalBooks(
  rail: string,
  programs: readonly ProgramOutput[],
  { taken, payouts }: { readonly taken: readonly Taken[]; readonly payouts: readonly Payout[] },
): string[] {
  const sums = new Map<string, bigint>();
  const add = (currency: string, amount: bigint) => sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  for (const { account, currency, debit, credit } of programs.flatMap(({ trialBalance }) => trialBalance)) {
    if (account === `cash:${rail}`) add(currency, credit - debit);
    // A rail that tells its fees is booked by them: what the terms say of it, and the difference.
    else if (account === `rail_fees:${rail}` && rail === 'paypal') add(currency, credit - debit);
  }
  const states = new Map(payouts.map(({ program, payout, state }) => [`${program} ${payout}`, state]));
  for (const { rail: by, payout, currency, amount, fee, stands } of taken) {
    const state = states.get(payout);
    if (by !== rail || state === 'in_transit' || state === 'failed') continue;
    add(currency, -(stands ? amount : 0n) - fee);
  }
  return [...sums]
    .filter(([, sum]) => sum !== 0n)
    .map(([currency, sum]) => `${rail}: the books differ by ${sum} minor units of ${currency}`);
}

function takenBy({ stripe, paypal }: FaultyRails): Taken[] {
  const transfers = stripe.books.transfers.map((each) => ({
    rail: 'stripe',
    payout: payoutNamed(each.transfer_group ?? ''),
    currency: each.currency.toUpperCase(),
    amount: BigInt(each.amount),
    fee: 0n,
    stands: !each.reversed,
  }));
  const batches = paypal.books.batches.map((each) => ({
    rail: 'paypal',
    payout: payoutNamed(each.senderBatchId.replace(/:\d+$/, '')),
    currency: each.amount.currency,
    amount: hundredths(each.amount.value),
    fee: hundredths(each.fee.value),
    stands: each.status === 'SUCCESS',
  }));
  return [...transfers, ...batches];
}

/** What left by the bank's own books. */
function takenByBank({ payments }: SimulatedBank): Taken[] {
  const left = payments.filter(({ state }) => state !== 'rejected');
  return left.map(({ payout, currency, amount, state }) => {
    return { rail: 'manual', payout, currency, amount, fee: 0n, stands: state === 'executed' };
  });
}

function payoutNamed(group: string): string {
  const [kind, ledger, program = '', payout = ''] = group.split(':').map(decodeURIComponent);
  return kind === 'payout' && ledger === LEDGER ? `${program} ${payout}` : `something else (${group})`;
}

function hundredths(value: string): bigint {
  return BigInt(value.replace('.', ''));
}

async function waitingForPerson(office: YearOffice): Promise<ReadonlySet<string>> {
  const payouts = new OpenPayouts(office.store);
  await payouts.follow(() => Promise.resolve(PROGRAMS));
  const waiting = await Promise.all(
    payouts.all.map((payout) => waitingPayout(payout, office.logOf(payout.rail), null)),
  );
  return new Set(
    waiting.filter(({ forPerson }) => forPerson !== null).map(({ payout }) => `${payout.program} ${payout.payout}`),
  );
}
