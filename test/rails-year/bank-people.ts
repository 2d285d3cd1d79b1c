import type { BankOffice } from '@ledger/rails/manual/bank-office';
import { BankRefusal } from '@ledger/rails/manual/bank-refusal';
import { readCamt054 } from '@ledger/rails/manual/camt054/read-camt-054';
import type { OpenPayout } from '@ledger/rails/sender/open-payout';
import type { TransferId } from '@ledger/rails/sending/transfer';
import type { Random } from '../../tools/histories/random';
import { DEBTOR, PAYEE } from '../payments/batch-contents';
import { made } from './facts-of-year';
import type { BankMovement, SimulatedBank } from './simulated-bank';
import { writeCamt054 } from './write-camt-054';
import { Killed, type YearOffice } from './year-office';

const BY = { by: 'ada', evidence: 'the account of the bank' };
const IBANS = [PAYEE.iban, DEBTOR.iban, 'NO9386011117947'];

/** The people who pay by hand: they make batches, take the files to the bank, and enter what it tells of them. */
export class BankPeople {
  /** Payments that came back, as was entered since this was asked last. */
  private cameBack: TransferId[] = [];
  /** How often what was done. */
  readonly done: Record<string, number> = {};
  /** What lies at the bank, whether anybody noted it or not. */
  private readonly uploaded = new Set<string>();

  constructor(
    private readonly office: YearOffice,
    private readonly bank: SimulatedBank,
    private readonly random: Random,
    private readonly rate: number,
  ) {}

  private count(what: string): void {
    this.done[what] = (this.done[what] ?? 0) + 1;
  }

  returnsNoted(): readonly TransferId[] {
    const its = this.cameBack;
    this.cameBack = [];
    return its;
  }

  /** What people do on a day for a program; whoever dies leaves the rest of it for another day. */
  async day(program: string, open: readonly OpenPayout[], dayMs: number): Promise<void> {
    const mine = open.filter((payout) => payout.rail === 'manual' && payout.program === program);
    if (mine.length > 0 && this.random.chance(0.5)) {
      for (const payout of mine) {
        await this.office.book.setDebtor({ ...DEBTOR, program, currency: payout.currency });
        await this.payAlone(payout, dayMs);
      }
      await this.living((bank) => this.make(bank, program));
    }
    if (this.random.chance(0.5)) await this.living((bank) => this.carryFiles(bank, program));
    if (this.random.chance(0.3)) await this.enterWhatBankTells(program);
  }

  async enterWhatBankTells(program: string): Promise<void> {
    const movements = this.bank.untold.filter(({ payment }) => payment.payout.startsWith(`${program} `));
    if (movements.length === 0) return;
    const enter = this.random.chance(0.5) ? this.importCamt : this.enterLines;
    await this.living((bank) => enter.call(this, bank, program, movements));
  }

  private async make(bank: BankOffice, program: string): Promise<void> {
    const ask = async () => {
      const format = this.random.pick(['pain.001', 'csv'] as const);
      return bank.make({ program, currency: null, format, executeOn: null });
    };
    // Two at the same moment: one of them is told so.
    const several = await Promise.allSettled(this.random.chance(this.rate) ? [ask(), ask()] : [ask()]);
    for (const each of several) {
      if (each.status === 'rejected') throw each.reason;
      for (const { payout, payeeId, missing } of each.value.flatMap(({ leftOut }) => leftOut)) {
        if (missing.length > 0) await this.enterPayee(payout.program, payeeId);
      }
    }
  }

  /** Some payees lack their BIC at first, and are left out of batches until somebody enters it; a new account waits. */
  private async enterPayee(program: string, payee: string): Promise<void> {
    const bic = this.random.chance(0.3) ? null : PAYEE.bic;
    await this.office.book.set(
      [{ ...PAYEE, program, payee, bic, iban: this.random.pick(IBANS) }],
      'clerk',
      this.office.clockOf(program),
    );
  }

  private async carryFiles(bank: BankOffice, program: string): Promise<void> {
    for (const { batch, state } of await this.office.batches.list(program)) {
      if (state !== 'made') continue;
      const isThere = this.uploaded.has(`${program} ${batch}`);
      if (isThere) await this.carry(bank, program, { batch, isThere });
      else if ((await bank.closedIn(program, batch)).length > 0) await this.giveUpPaid(bank, program, batch);
      else if (this.random.chance(0.15)) {
        await bank.giveUp(program, batch, { by: 'ada', reason: 'a wrong account' });
        this.count('batches given up');
      } else await this.carry(bank, program, { batch, isThere });
    }
  }

  /** One of its payouts was paid otherwise: the file must not leave. */
  private async giveUpPaid(bank: BankOffice, program: string, batch: string): Promise<void> {
    const got = await bank.file(program, batch).catch((error: unknown) => error);
    if (!(got instanceof BankRefusal)) throw new Error(`${batch} of ${program} would pay again what is paid`);
    await bank.giveUp(program, batch, { by: 'ada', reason: 'paid otherwise' });
    this.count('batches given up as one was paid');
  }

  /** Who dies with the file at the bank, and nothing noted, may carry it there again: the bank knows it. */
  private async carry(
    bank: BankOffice,
    program: string,
    { batch, isThere }: { readonly batch: string; readonly isThere: boolean },
  ): Promise<void> {
    if (!isThere || this.random.chance(0.5)) {
      const { text } = await bank.file(program, batch);
      if (!this.bank.receive(text)) this.count('files carried twice');
      this.uploaded.add(`${program} ${batch}`);
      if (this.random.chance(this.rate)) throw new Killed('killed on the way back from the bank');
    }
    await bank.sent(program, batch, 'ada', isThere);
    this.count('batches sent');
  }

  /** Somebody pays one past its batch, unless a bank has it already, and tells the ledger at once. */
  private async payAlone(payout: OpenPayout, dayMs: number): Promise<void> {
    if (!this.random.chance(0.04)) return;
    const { program, payout: id, netMinor, currency } = payout;
    const lines = await this.office.batches.linesOf(payout);
    if (lines.some(({ batch }) => this.uploaded.has(`${program} ${batch}`))) return;
    this.count('payouts paid past a batch');
    this.bank.payAlone(`${program} ${id}`, { amount: netMinor, currency });
    const at = Math.max(dayMs, this.office.clockOf(program) ?? dayMs);
    await this.office.offer([made('payout.settled', program, at, { payout: id, by: 'finance' }, `${program}-${id}`)]);
  }

  private async importCamt(bank: BankOffice, program: string, movements: readonly BankMovement[]): Promise<void> {
    const read = readCamt054(writeCamt054(movements));
    if (!read.ok) throw new Error(read.fault);
    const file = await bank.match(program, read.movements);
    await bank.take(file, BY);
    this.count('notifications imported');
    // An entry that fits nothing yet stands in the next file too.
    const open = new Set(file.unmatched.map(({ movement }) => movement.endToEndId));
    this.entered(movements.filter(({ payment }) => !open.has(payment.endToEndId)));
  }

  private async enterLines(bank: BankOffice, program: string, movements: readonly BankMovement[]): Promise<void> {
    for (const movement of movements) {
      const { payment, direction } = movement;
      const line = await this.office.batches.lineById(payment.endToEndId as TransferId);
      if (line === null || line.state === 'in_batch') continue;
      const code = movement.code ?? 'NARR';
      const back =
        payment.state === 'rejected' ? ({ says: 'failed', code } as const) : ({ says: 'returned', code } as const);
      await bank.answer(line, direction === 'out' ? { says: 'paid' } : back, BY);
      this.count('answers entered by line');
      this.entered([movement]);
    }
  }

  private entered(movements: readonly BankMovement[]): void {
    const these = new Set(movements);
    this.bank.untold = this.bank.untold.filter((movement) => !these.has(movement));
    for (const { payment, direction } of movements) {
      if (direction === 'in' && payment.state === 'returned') this.cameBack.push(payment.endToEndId as TransferId);
    }
  }

  private async living(work: (bank: BankOffice) => Promise<void>): Promise<void> {
    try {
      await work(this.office.beginBank());
    } catch (error) {
      const isOvertaken = error instanceof BankRefusal && error.because === 'overtaken';
      if (!(error instanceof Killed) && !isOvertaken) throw error;
    }
  }
}
