import { instant } from '@ledger/kernel/instant';
import { takePersonsWord } from '@ledger/rails/sender/take-persons-word';
import { findDestination } from '@ledger/rails/sender/find-destination';
import { OpenPayouts } from '@ledger/rails/sender/open-payouts';
import { settlingOnce } from '@ledger/rails/sender/settling-once';
import type { OpenPayout } from '@ledger/rails/sender/open-payout';
import { transferGroup } from '@ledger/rails/sending/payout-keys';
import type { TransferId } from '@ledger/rails/sending/transfer';
import { Random } from '../../tools/histories/random';
import { BankPeople } from './bank-people';
import { factsByDay, made, PROGRAMS, type Fact } from './facts-of-year';
import { faultyRails, type FaultyRails } from './faulty-rails';
import { judgeYear, type YearJudged } from './judge-year';
import { SimulatedBank } from './simulated-bank';
import { LEDGER, YearOffice } from './year-office';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** When senders have their turns after the facts of a day: at once, past a pause, past the quiet time, past a key's window. */
const TURNS_MS = [MINUTE_MS, 3 * MINUTE_MS, 25 * MINUTE_MS];
/** After the last fact the world goes on as long, so that everything comes to its end. */
const DAYS_AFTER = 45;
const RECHECK_EVERY_DAYS = 60;
/** Wrong accounts are there in a good year too. */
const LEAST_AT_BANK = 0.04;

/** A year that went by. */
export interface SimulatedYear {
  readonly kills: number;
  /** As they are at its end; they answer nothing any more. */
  readonly rails: FaultyRails;
  readonly bank: SimulatedBank;
  /** Compares the books, as they are now. */
  judge(): Promise<YearJudged>;
}

/** A year of all five programs over the rails, disturbed as the seed says. */
export async function simulateYear(seed: number, rate: number): Promise<SimulatedYear> {
  const random = new Random(seed);
  let nowMs = 0;
  const rails = await faultyRails(random.fork('rails'), rate, () => instant(nowMs));
  const deaths = random.fork('deaths');
  const office = await new YearOffice(rails.rails, () => deaths.chance(rate)).open();
  const bank = new SimulatedBank(random.fork('bank'), LEAST_AT_BANK + rate);
  const bankPeople = new BankPeople(office, bank, random.fork('bank people'), rate);
  const year = new Year(office, { rails, bank, bankPeople }, random.fork('people'));
  try {
    for (const [dayMs, facts] of daysOf(factsByDay())) {
      nowMs = dayMs;
      await year.day(dayMs, facts, (ms) => (nowMs = ms));
    }
    await year.end();
    return { kills: office.kills, rails, bank, judge: () => judgeYear(office, { rails, bank, done: bankPeople.done }) };
  } finally {
    await rails.close();
    await office.ledger.idle();
  }
}

/** Every day of the year and some after it, whether something happened or not. */
function* daysOf(byDay: ReturnType<typeof factsByDay>): Iterable<readonly [number, readonly Fact[]]> {
  const facts = new Map(byDay);
  const [first = 0] = facts.keys();
  const last = Math.max(...facts.keys()) + DAYS_AFTER * DAY_MS;
  for (let day = first; day <= last; day += DAY_MS) yield [day, facts.get(day) ?? []];
}

/** Where the money is, and who carries it there. */
interface World {
  readonly rails: FaultyRails;
  readonly bank: SimulatedBank;
  readonly bankPeople: BankPeople;
}

class Year {
  private started = 0;
  private days = 0;
  private readonly observed: OpenPayouts;
  private processes: ReturnType<YearOffice['begin']>[];
  /** Facts of people, by the day on which they are told. */
  private readonly later = new Map<number, Fact[]>();

  constructor(
    private readonly office: YearOffice,
    private readonly world: World,
    private readonly people: Random,
  ) {
    this.observed = new OpenPayouts(office.store);
    this.processes = [this.begin(), this.begin()];
  }

  async day(dayMs: number, facts: readonly Fact[], showClock: (ms: number) => void): Promise<void> {
    const { office } = this;
    this.days += 1;
    await office.offer([...facts, ...(this.later.get(dayMs) ?? [])]);
    const evening = dayMs + DAY_MS - 2 * 3_600_000;
    await this.showTime(PROGRAMS, evening);
    for (const [turn, afterMs] of TURNS_MS.entries()) {
      // What people carry changes but once a day.
      const looksAt = ({ rail }: OpenPayout) => turn === 0 || rail !== 'manual';
      const open = (await this.open()).filter(looksAt);
      if (open.length === 0) break;
      const at = evening + afterMs;
      showClock(at);
      await this.showTime([...new Set(open.map(({ program }) => program))], at);
      await this.turn(looksAt);
      if (turn === 0) await this.heedRails();
    }
    await this.care(dayMs);
  }

  private begin() {
    return this.office.begin(`process ${++this.started}`);
  }

  private async open(): Promise<readonly OpenPayout[]> {
    await this.observed.follow(() => Promise.resolve(PROGRAMS));
    return this.observed.all;
  }

  private showTime(programs: readonly string[], ms: number): Promise<void> {
    return this.office.offer(programs.map((program) => made('clock.advanced', program, ms, {}, `${program}-${ms}`)));
  }

  /** All processes; one that was killed is started again later, and sometimes the ledger with it. */
  private async turn(looksAt: (payout: OpenPayout) => boolean = () => true): Promise<void> {
    const alive = await this.office.bringOn(this.processes, looksAt);
    if (alive.length < this.processes.length && this.people.chance(0.3)) await this.office.open();
    this.processes = [...alive, ...this.processes.slice(alive.length).map(() => this.begin())];
    this.office.passMachineTime(20_000);
  }

  private async heedRails(): Promise<void> {
    const { watch, payouts } = this.begin();
    await payouts.follow(() => Promise.resolve(PROGRAMS));
    const told = this.world.rails.nextDay();
    const byHand = this.world.bankPeople.returnsNoted().map((transfer) => ['manual', transfer] as const);
    for (const [name, transfer] of [...told, ...byHand])
      await watch.look(name, this.office.returns.get(name)!, transfer);
    if (this.days % RECHECK_EVERY_DAYS === 0) await this.readAllAgain();
  }

  /** What banks told is entered, the ledger hears of it, and all is read once more. */
  async end(): Promise<void> {
    for (const program of PROGRAMS) await this.world.bankPeople.enterWhatBankTells(program);
    await this.turn();
    await this.turn();
    await this.readAllAgain();
  }

  /** What no rail told of is found by reading. */
  async readAllAgain(): Promise<void> {
    const { watch, payouts } = this.begin();
    await payouts.follow(() => Promise.resolve(PROGRAMS));
    for (const [name, rail] of this.office.returns) await watch.round(name, rail, 0);
  }

  /** People pay by hand, look at what waits for them, and let a partner be paid again whose payout failed. */
  private async care(dayMs: number): Promise<void> {
    const { bank, bankPeople } = this.world;
    const open = await this.open();
    for (const payout of open) {
      if (payout.rail !== 'manual' && this.people.chance(0.2)) await this.resolve(payout);
    }
    bank.nextDay();
    for (const program of PROGRAMS) await bankPeople.day(program, open, dayMs + DAY_MS);
    const at = dayMs + 3 * DAY_MS;
    for (const { program, partner, key } of await this.office.unpaidSinceLast()) {
      this.tell(at, made('payouts.resumed', program, at, { partner, by: 'finance' }, key));
    }
  }

  /** A person looks at the rail, and says what it shows; the program checks it. */
  private async resolve(payout: OpenPayout): Promise<void> {
    const { office } = this;
    const { rails } = this.world;
    const { sending } = await office.log.read(payout);
    if (sending.state.name !== 'FROZEN' && sending.state.name !== 'MANUAL') return;
    const rail = rails.rails.get(payout.rail)!;
    const order = {
      ...payout,
      ledger: LEDGER,
      amountMinor: payout.netMinor,
      destination: await findDestination(payout, office),
    };
    const shown = rails.stripe.books.transfers.find(
      ({ transfer_group: group, reversed }) => group === transferGroup(order) && !reversed,
    );
    const word =
      shown === undefined
        ? ({ says: 'not_paid', code: 'none_found' } as const)
        : ({ says: 'paid', transfer: shown.id as TransferId } as const);
    const person = { by: 'ada', evidence: 'the dashboard' } as never;
    const log = settlingOnce(office.log, payout.rail, office.desk);
    await takePersonsWord(
      order,
      { word, person },
      { rail, log, times: rail.times, clock: () => office.clockOf(payout.program) },
    );
  }

  private tell(dayMs: number, fact: Fact): void {
    this.later.set(dayMs, [...(this.later.get(dayMs) ?? []), fact]);
  }
}
