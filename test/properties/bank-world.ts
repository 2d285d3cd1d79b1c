import { instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { Debtor, Payee } from '@ledger/rails/manual/bank-party';
import { BankOffice } from '@ledger/rails/manual/bank-office';
import type { LineAnswer } from '@ledger/rails/manual/bank-batch';
import type { BatchDesk } from '@ledger/rails/manual/batch-desk';
import { ManualRail, ManualReturns } from '@ledger/rails/manual/manual-rail';
import type { OpenPayout } from '@ledger/rails/sender/open-payout';
import type { SendingLog } from '@ledger/rails/sender/sending-log';
import { settlingOnce } from '@ledger/rails/sender/settling-once';
import { takeStep } from '@ledger/rails/sender/take-step';
import type { Destination, LedgerId } from '@ledger/rails/sending/payout-order';
import type { Fence } from '@ledger/rails/sending/sending.events';
import { MemoryBatches } from '@ledger/rails/testing/memory-batches';
import { MemoryBodySeal } from '@ledger/rails/testing/memory-body-seal';
import { MemorySendingLog } from '@ledger/rails/testing/memory-sending-log';
import { DEBTOR, PAYEE } from '../payments/batch-contents';

const PROGRAM = 'odoopbx';
const LEDGER = 'l.1' as LedgerId;
const PARTNERS = ['a', 'b', 'c'];
const IBANS = ['DE89370400440532013000', 'FR1420041010050500013M02606', 'NO9386011117947'];

/** The process died between two writes. */
export class Died extends Error {}

export type Move =
  | { readonly does: 'run' | 'change a payee' | 'pay by a fact'; readonly at: number }
  | { readonly does: 'make' | 'make twice at once' | 'tell the ledger'; readonly died: number | null }
  | { readonly does: 'send' | 'give up'; readonly at: number; readonly died: number | null }
  | { readonly does: 'answer'; readonly at: number; readonly says: number; readonly died: number | null };

/** A ledger's payouts by hand, people who make batches of them, and a bank that pays whatever file it gets. */
export class BankWorld {
  private readonly desk = new MemoryBatches();
  private readonly log = new MemorySendingLog();
  private readonly seal = new MemoryBodySeal();
  private readonly payees = new Map<string, Payee>();
  /** In transit by the ledger. */
  private readonly open = new Map<string, OpenPayout>();
  private readonly byFact = new Set<string>();
  private readonly ended = new Map<string, 'paid' | 'failed' | 'returned'>();
  private readonly settled = new Map<string, string>();
  /** How often a bank was told to pay a payout. */
  private readonly sentToBank = new Map<string, number>();
  private made = 0;
  private writesLeft = Infinity;

  constructor() {
    this.enterPayees();
  }

  private enterPayees(): void {
    for (const partner of PARTNERS) this.payees.set(partner, { program: PROGRAM, payee: partner, ...PAYEE });
  }

  /** Payouts that nobody can bring to an end any more. */
  get waiting(): string[] {
    return [...this.open.keys()];
  }

  async take(move: Move): Promise<void> {
    this.writesLeft = 'died' in move && move.died !== null ? move.died : Infinity;
    try {
      await this.taken(move);
    } finally {
      this.writesLeft = Infinity;
    }
  }

  /** A fault: somebody pays a payout past its batch. */
  sendByItself(payout: string): void {
    this.sentToBank.set(payout, (this.sentToBank.get(payout) ?? 0) + 1);
  }

  /** What has to hold at any moment. */
  async check(): Promise<void> {
    for (const [payout, times] of this.sentToBank) {
      if (times > 1 && !this.byFact.has(payout)) throw new Error(`${payout} was sent to the bank ${times} times`);
    }
    const batches = await this.desk.list(PROGRAM);
    const inBatch = new Map<string, number>();
    for (const { batch, state, totalMinor, file } of batches) {
      const lines = await this.desk.lines(PROGRAM, batch);
      const text = await this.seal.open({ program: PROGRAM, payout: batch }, file);
      const sum = lines.reduce((total, line) => total + line.amountMinor, 0n);
      expect([totalMinor, minorIn(text)]).toEqual([sum, sum]);
      for (const line of lines) {
        expect(text.split(`<EndToEndId>${line.endToEndId}</EndToEndId>`)).toHaveLength(2);
        if (state !== 'given_up') inBatch.set(line.payout, (inBatch.get(line.payout) ?? 0) + 1);
      }
    }
    expect([...inBatch.values()].filter((times) => times > 1)).toEqual([]);
    // Every payout in transit is in one batch or will be in the next, with exactly its amount.
    for (const payout of this.open.values()) {
      const [line] = (await this.desk.linesOf(payout)).filter(({ state }) => state !== 'given_up');
      if (line !== undefined) expect(line.amountMinor).toBe(payout.netMinor);
    }
  }

  /** Enters who is missing, sends, answers and tells until nothing more comes of it. */
  async settleAll(): Promise<void> {
    this.enterPayees();
    for (let round = 0; round < 3; round++) {
      await this.office().make(this.asked);
      for (const { batch, state } of await this.desk.list(PROGRAM)) {
        if (state === 'made') await this.send(batch).catch(() => this.office().giveUp(PROGRAM, batch, WHY));
        for (const line of await this.desk.lines(PROGRAM, batch)) {
          if (line.state === 'sent') await this.office().answer(line, { says: 'paid' }, BY);
        }
      }
      await this.tell();
    }
  }

  private readonly asked = { program: PROGRAM, currency: null, format: 'pain.001', executeOn: null } as const;

  private async taken(move: Move): Promise<void> {
    switch (move.does) {
      case 'run':
        return this.run(move.at);
      case 'change a payee':
        return this.changePayee(move.at);
      case 'pay by a fact':
        return this.payByFact(move.at);
      case 'make':
        return void (await this.office().make(this.asked));
      case 'make twice at once':
        return this.makeTwice();
      case 'send':
        return this.send(await this.batchAt(move.at));
      case 'give up':
        return this.office().giveUp(PROGRAM, await this.batchAt(move.at), WHY);
      case 'answer':
        return this.answer(move);
      case 'tell the ledger':
        return this.tell();
    }
  }

  private run(size: number): void {
    for (const partner of PARTNERS.slice(0, 1 + (size % PARTNERS.length))) {
      const payout = `po-${++this.made}`;
      const netMinor = amountMinor(100 + this.made);
      const where = { madeAtSeq: this.made, madeAt: BigInt(this.made) };
      this.open.set(payout, { program: PROGRAM, payout, partner, rail: 'manual', currency: 'EUR', netMinor, ...where });
    }
  }

  private changePayee(at: number): void {
    const payee = PARTNERS[at % PARTNERS.length] ?? 'a';
    if (at % 5 === 0) this.payees.delete(payee);
    else this.payees.set(payee, { program: PROGRAM, payee, ...PAYEE, iban: IBANS[at % IBANS.length] ?? PAYEE.iban });
  }

  /** Somebody paid it by hand, without a batch, and says so. */
  private payByFact(at: number): void {
    const payout = [...this.open.keys()][at % Math.max(1, this.open.size)];
    if (payout === undefined) return;
    this.open.delete(payout);
    this.byFact.add(payout);
    this.end(payout, 'paid');
  }

  private async makeTwice(): Promise<void> {
    const [one, other] = await Promise.allSettled([this.office().make(this.asked), this.office().make(this.asked)]);
    for (const result of [one, other]) if (result.status === 'rejected') throw result.reason as Error;
  }

  /** The file leaves, and then somebody says so; who dies in between sends it no second time. */
  private async send(batch: string): Promise<void> {
    const known = await this.desk.find(PROGRAM, batch);
    if (known?.state !== 'made') return;
    const { text } = await this.office().file(PROGRAM, batch);
    const ids = [...text.matchAll(/<EndToEndId>([^<]+)</g)].map(([, id]) => id);
    await this.office().sent(PROGRAM, batch, 'ada');
    for (const id of ids) this.sendByItself(String(id).replace(/-\d+-[0-9a-f]{16}$/, ''));
  }

  private async answer({ at, says }: Extract<Move, { does: 'answer' }>): Promise<void> {
    const batch = await this.batchAt(at);
    const lines = await this.desk.lines(PROGRAM, batch);
    const line = lines[at % Math.max(1, lines.length)];
    if (line === undefined) return;
    const answers: readonly LineAnswer[] = [
      { says: 'paid' },
      { says: 'failed', code: 'AC01' },
      { says: 'returned', code: 'AC04' },
    ];
    await this.office().answer(line, answers[says] ?? { says: 'paid' }, BY);
  }

  /** What the sender does: brings each payout on, tells how it ended, and looks whether money came back. */
  private async tell(): Promise<void> {
    const rail = new ManualRail(this.desk);
    const log = settlingOnce(this.office().log, 'manual', {
      claim: (_, transfer, { payout }) => {
        const known = this.settled.get(transfer) ?? payout;
        this.settled.set(transfer, known);
        return Promise.resolve(known === payout);
      },
    });
    for (const open of [...this.open.values()]) {
      const order = { ...open, ledger: LEDGER, destination: open.partner as Destination, amountMinor: open.netMinor };
      const tools = { rail, log, times: rail.times, clock: () => NOW, fence: 1 as Fence };
      for (let step = 0; step < 4; step++) if ((await takeStep(order, tools)).do === 'tell') break;
      const { state } = (await log.read(open)).sending;
      if (state.name === 'SETTLED') this.end(open.payout, 'paid');
      if (state.name === 'FAILED') this.end(open.payout, 'failed');
    }
    const returns = new ManualReturns(this.desk);
    for (const transfer of this.settled.keys()) {
      const payout = this.settled.get(transfer) ?? '';
      const reading = await returns.read(transfer as never);
      if (reading.kind === 'ended_unpaid' && this.ended.get(payout) === 'paid') this.ended.set(payout, 'returned');
    }
  }

  /** Its id follows from the payout: told again, it is known again, and never told otherwise. */
  private end(payout: string, how: 'paid' | 'failed'): void {
    const before = this.ended.get(payout);
    if (before !== undefined && !(before === how || (before === 'returned' && how === 'paid'))) {
      throw new Error(`${payout} was ${before}, and then ${how}`);
    }
    this.ended.set(payout, before ?? how);
    this.open.delete(payout);
  }

  private async batchAt(at: number): Promise<string> {
    const batches = await this.desk.list(PROGRAM);
    return batches[at % Math.max(1, batches.length)]?.batch ?? 'batch-0';
  }

  /** A process of somebody's: it dies at its last write. */
  private office(): BankOffice {
    const debtor: Debtor = { program: PROGRAM, currency: 'EUR', ...DEBTOR };
    return new BankOffice({
      ledgerAt: () => Promise.resolve(LEDGER),
      desk: this.mortalDesk(),
      book: {
        find: (_, payee) => Promise.resolve(this.payees.get(payee) ?? null),
        list: () => Promise.resolve([]),
        accountChange: () => Promise.resolve(null),
        set: () => Promise.resolve([]),
        debtor: () => Promise.resolve(debtor),
        debtors: () => Promise.resolve([debtor]),
        setDebtor: () => Promise.resolve(),
      },
      log: this.mortalLog(),
      seal: this.seal,
      holds: { heldBy: () => Promise.resolve(null) },
      openPayouts: () => Promise.resolve([...this.open.values()]),
      madePayout: () => Promise.resolve(null),
      approverOf: () => Promise.resolve(null),
      waitDaysOf: () => Promise.resolve(0),
      destinationOf: ({ partner }) => Promise.resolve(partner as Destination),
      clockOf: () => NOW,
    });
  }

  private mortalDesk(): BatchDesk {
    const { desk } = this;
    const dying = <T>(write: () => Promise<T>) => this.dyingAt(write);
    return {
      nextNumber: () => desk.nextNumber(),
      find: (program, batch) => desk.find(program, batch),
      list: (program) => desk.list(program),
      lines: (program, batch) => desk.lines(program, batch),
      linesOf: (payout) => desk.linesOf(payout),
      lineById: (id) => desk.lineById(id),
      add: (batch, lines) => dying(() => desk.add(batch, lines)),
      turn: (program, batch, to, turn) => dying(() => desk.turn(program, batch, to, turn)),
      answer: (said, by) => dying(() => desk.answer(said, by)),
    };
  }

  private mortalLog(): SendingLog {
    const { log } = this;
    return {
      read: (payout) => log.read(payout),
      append: (payout, revision, events) => this.dyingAt(() => log.append(payout, revision, events)),
    };
  }

  /** Before a write or after it, as it comes. */
  private async dyingAt<T>(write: () => Promise<T>): Promise<T> {
    if (this.writesLeft <= 0) throw new Died();
    const result = await write();
    this.writesLeft -= 1;
    if (this.writesLeft === 0) throw new Died();
    return result;
  }
}

const NOW = instant(Date.UTC(2026, 3, 1));
const BY = { by: 'ada', evidence: 'a statement' };
const WHY = { by: 'ada', reason: 'a wrong account' };

/** The control sum of a file, in minor units. */
function minorIn(text: string): bigint {
  const [, sum = ''] = /<CtrlSum>([0-9.]+)</.exec(text) ?? [];
  return BigInt(sum.replace('.', ''));
}
