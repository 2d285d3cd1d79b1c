import { hash } from 'node:crypto';
import { fitsId } from '@ledger/contracts/id-text';
import { formatDate, type CalendarDate } from '@ledger/kernel/calendar';
import { DAY_MS } from '@ledger/kernel/instant';
import { contradictionOf } from '../reconciliation/contradiction';
import type { OpenPayout } from '../sender/open-payout';
import type { SendingLog } from '../sender/sending-log';
import type { RequestBody } from '../sending/sending.events';
import type { TransferId } from '../sending/transfer';
import type { Answering, Batch, BatchFormat, BatchLine, LineAnswer } from './bank-batch';
import { BankRefusal } from './bank-refusal';
import { totalOf, type BatchContent } from './batch-content';
import type { NewLine, SaidOfLine } from './batch-desk';
import { matchMovements, type MatchedFile } from './camt054/match-movements';
import type { BankMovement } from './camt054/read-camt-054';
import { judgeAnswer, type AnswerRefused } from './judge-answer';
import type { BankOfficeOptions } from './bank-office-options';
import { judgeAccount } from './judge-account';
import { keepingUpWithDesk } from './keep-up-with-desk';
import { contentOf, planBatches, type BatchPlan, type Candidate, type LeftOut } from './plan-batch';
import { writeBatchCsv, writeBatchLine } from './write-batch-csv';
import { writePain001, writeTransfer } from './write-pain-001';

export interface BatchAsked {
  readonly program: string;
  /** null: of every currency that payouts wait in. */
  readonly currency: string | null;
  readonly format: BatchFormat;
  /** null: today, by the program's clock. */
  readonly executeOn: CalendarDate | null;
}

/** A batch that was made, or why none was, and the payouts that it leaves out. */
export interface MadeBatch {
  readonly currency: string;
  readonly batch: Batch | null;
  readonly leftOut: readonly LeftOut[];
}

/** What became of an answer. */
export interface TakenAnswer {
  /** false: it was known. */
  readonly isNew: boolean;
  /** What the ledger says otherwise, what that means, and what to do; null: nothing. */
  readonly contradicts: string | null;
}

const RAIL = 'manual';

const NOT_TAKEN: Readonly<Record<AnswerRefused, string>> = {
  not_sent: 'its batch was not marked as sent: say so first (payouts batch sent)',
  given_up: 'its batch was given up',
  never_paid: 'nobody said that it was paid: what came back before is a failure',
  paid_already: 'it was paid, as was said before: money that came back is a return',
  failed_already: 'that it failed was said before',
  returned_already: 'that it came back was said before',
};

/** Makes batches of payouts by hand, and keeps what people say became of them. */
export class BankOffice {
  /** The streams of payouts by hand, as up to date as the desk. */
  readonly log: SendingLog;

  constructor(private readonly options: BankOfficeOptions) {
    this.log = keepingUpWithDesk(options);
  }

  /**
   * Makes a file of each currency from the payouts in transit that are in no batch. The desk has batch and bytes first,
   * then the intent of each payout is recorded, and only then may the file leave.
   */
  async make(asked: BatchAsked): Promise<readonly MadeBatch[]> {
    await this.refuseHeld(asked.program);
    this.refusePast(asked);
    const plans = planBatches(await this.candidates(asked.program));
    const wanted = plans.filter(({ currency }) => asked.currency === null || currency === asked.currency);
    const made: MadeBatch[] = [];
    for (const plan of wanted) {
      const batch = plan.payments.length === 0 ? null : await this.makeOne(plan, asked);
      made.push({ currency: plan.currency, batch, leftOut: plan.leftOut });
    }
    return made;
  }

  /**
   * The bytes of a batch, the same each time. Refused where sending is held, as in a copy of a ledger, and where a payment
   * of one that was not sent is no longer owed.
   */
  async file(program: string, id: string): Promise<{ readonly batch: Batch; readonly text: string }> {
    const batch = await this.batch(program, id);
    if (batch.state === 'given_up')
      throw new BankRefusal('state', `${id} of ${program} was given up: it is sent to no bank`);
    await this.refuseHeld(program);
    if (batch.state === 'made') await this.refuseClosed(program, id);
    await this.catchUp(await this.options.desk.lines(program, id));
    return { batch, text: await this.options.seal.open({ program, payout: id }, batch.file) };
  }

  /**
   * Notes that a file went to the bank; refused as its bytes are. One that was with the bank already when that became so
   * is noted all the same, as giving it up would pay it again: it answers the payouts that are not in transit any more.
   */
  async sent(program: string, id: string, by: string, goneAlready = false): Promise<readonly string[]> {
    const { state } = await this.batch(program, id);
    if (state === 'made' && !goneAlready) {
      await this.refuseHeld(program);
      await this.refuseClosed(program, id);
    }
    await this.turn(program, id, 'sent', { by, reason: null });
    return goneAlready ? this.closedIn(program, id) : [];
  }

  /** The payouts of a batch that are not in transit any more. */
  async closedIn(program: string, id: string): Promise<readonly string[]> {
    const open = new Set((await this.options.openPayouts(program)).map(({ payout }) => payout));
    const lines = await this.options.desk.lines(program, id);
    return lines.map(({ payout }) => payout).filter((payout) => !open.has(payout));
  }

  /** Frees the payouts of a batch that went to no bank, for another one. */
  async giveUp(program: string, id: string, why: { readonly by: string; readonly reason: string }): Promise<void> {
    await this.turn(program, id, 'given_up', why);
  }

  /** Notes what became of a payment, and says where the ledger has it otherwise: it takes no answer then. */
  async answer(
    { program, payout, batch }: { readonly program: string; readonly payout: string; readonly batch: string },
    answer: LineAnswer,
    by: Answering,
  ): Promise<TakenAnswer> {
    const { desk, madePayout } = this.options;
    if (answer.says !== 'paid' && !fitsId(answer.code)) {
      throw new BankRefusal('lacks', 'a code has one to 128 characters, such as AC04');
    }
    await this.batch(program, batch);
    const line = (await desk.lines(program, batch)).find((each) => each.payout === payout);
    if (line === undefined) throw new BankRefusal('not_found', `${batch} of ${program} has no ${payout}`);
    const judged = judgeAnswer(line.state, line.code, answer);
    if (judged.kind === 'refused') {
      throw new BankRefusal('state', `${payout} of ${program} stays as it is: ${NOT_TAKEN[judged.because]}`);
    }
    await this.catchUp([line]);
    const contradicts = contradictionOf(await madePayout({ program, payout }), { ...line, state: answer.says });
    if (judged.kind === 'known') return { isNew: false, contradicts };
    if (await desk.answer([{ line, answer }], by)) return { isNew: true, contradicts };
    throw overtaken(`${payout} of ${program}`);
  }

  /** What a notification of the bank says of the payments of a program. */
  async match(program: string, movements: readonly BankMovement[]): Promise<MatchedFile> {
    const lines = new Map<string, BatchLine>();
    for (const { endToEndId } of movements) {
      const line = endToEndId === null ? null : await this.options.desk.lineById(endToEndId as TransferId);
      if (line !== null) lines.set(line.endToEndId, line);
    }
    return matchMovements(movements, lines, program);
  }

  /** Notes all that a notification says, or nothing of it. */
  async take({ proposals }: MatchedFile, by: Answering): Promise<void> {
    await this.catchUp(proposals.map(({ line }) => line));
    const said: SaidOfLine[] = [];
    for (const { line, answer } of proposals) {
      const before = said.findLast((each) => each.line.endToEndId === line.endToEndId);
      said.push({ line: before === undefined ? line : { ...line, state: before.answer.says }, answer });
    }
    if (said.length > 0 && !(await this.options.desk.answer(said, by))) throw overtaken('one of these payments');
  }

  private async candidates(program: string): Promise<readonly Candidate[]> {
    const { openPayouts, destinationOf, book, ledgerAt } = this.options;
    const mine = (await openPayouts(program)).filter(({ rail }) => rail === RAIL);
    const candidates: Candidate[] = [];
    for (const payout of mine) {
      const { sending } = await this.log.read(payout);
      const payeeId = await destinationOf(payout);
      const ledger = await ledgerAt(payout.madeAt);
      const [payee, waits] = [await book.find(program, payeeId), await this.waitsOf(payout, payeeId)];
      candidates.push({ ledger, payout, sending, payeeId, payee, waits });
    }
    return candidates;
  }

  private async waitsOf(payout: OpenPayout, payeeId: string): Promise<readonly string[]> {
    const { book, approverOf, waitDaysOf, clockOf } = this.options;
    const now = clockOf(payout.program);
    const change = now === null ? null : await book.accountChange(payout.program, payeeId);
    if (change === null || now === null) return [];
    const [approvedBy, waitDays] = [await approverOf(payout), await waitDaysOf(payout.program, now)];
    return judgeAccount(change, { approvedBy, waitDays, now });
  }

  private async makeOne(plan: BatchPlan, { program, format, executeOn }: BatchAsked): Promise<Batch> {
    const { desk, book, seal, clockOf } = this.options;
    const { currency, payments } = plan;
    const debtor = await book.debtor(program, currency);
    if (debtor === null) {
      throw new BankRefusal(
        'lacks',
        `nobody said from which account ${program} pays ${currency}: ledger rails debtor set --program ${program} --currency ${currency} …`,
      );
    }
    const madeAt = clockOf(program);
    if (madeAt === null) throw new BankRefusal('lacks', `the clock of ${program} shows nothing yet`);
    const number = await desk.nextNumber();
    const id = `batch-${number}`;
    const on = executeOn ?? (Math.floor(madeAt / DAY_MS) as CalendarDate);
    const content = contentOf(plan, debtor, { messageId: messageIdOf(id, plan), madeAt, executeOn: on });
    const text = format === 'pain.001' ? writePain001(content) : writeBatchCsv(content);
    const file = await seal.seal({ program, payout: id }, text as RequestBody);
    const totals = { payments: payments.length, totalMinor: totalOf(payments) };
    const batch = { batch: id, number, program, currency, format, madeAt, ...totals, file };
    if (!(await desk.add(batch, await this.linesOf(plan, content, format)))) throw overtaken(`payouts of ${program}`);
    await this.catchUp(await desk.lines(program, id));
    return { ...batch, state: 'made', turn: null };
  }

  private async linesOf({ payments }: BatchPlan, content: BatchContent, format: BatchFormat): Promise<NewLine[]> {
    const { seal } = this.options;
    const { program, currency, madeAt } = content;
    const lines: NewLine[] = [];
    for (const payment of payments) {
      const { payout, partner, payeeId: payee, attempt, group, endToEndId, amountMinor } = payment;
      const text = format === 'pain.001' ? writeTransfer(payment, content) : writeBatchLine(payment, content);
      const body = await seal.seal({ program, payout }, text as RequestBody);
      lines.push({ program, payout, partner, payee, attempt, endToEndId, group, amountMinor, currency, body, madeAt });
    }
    return lines;
  }

  private async turn(
    program: string,
    id: string,
    to: 'sent' | 'given_up',
    { by, reason }: { readonly by: string; readonly reason: string | null },
  ): Promise<void> {
    const { desk, clockOf } = this.options;
    const { madeAt } = await this.batch(program, id);
    const lines = await desk.lines(program, id);
    // Its intents are there before anything is said of it.
    await this.catchUp(lines);
    if (!(await desk.turn(program, id, to, { by, reason, at: clockOf(program) ?? madeAt }))) {
      throw new BankRefusal('state', `${id} of ${program} is ${stateText(await this.batch(program, id))} already`);
    }
    await this.catchUp(lines);
  }

  private async catchUp(lines: readonly BatchLine[]): Promise<void> {
    for (const { program, payout } of lines) await this.log.read({ program, payout });
  }

  private async refuseHeld(program: string): Promise<void> {
    const hold = await this.options.holds.heldBy(program, RAIL);
    if (hold === null) return;
    throw new BankRefusal('state', `payouts of ${program} by ${RAIL} are held by ${hold.by}: ${hold.reason}`);
  }

  private refusePast({ program, executeOn }: BatchAsked): void {
    const now = this.options.clockOf(program);
    if (executeOn === null || now === null || executeOn >= Math.floor(now / DAY_MS)) return;
    const today = formatDate(Math.floor(now / DAY_MS) as CalendarDate);
    throw new BankRefusal('lacks', `no bank pays on ${formatDate(executeOn)}, as it is ${today} by now`);
  }

  private async refuseClosed(program: string, id: string): Promise<void> {
    const closed = await this.closedIn(program, id);
    if (closed.length === 0) return;
    const which = `${closed.join(', ')} ${closed.length === 1 ? 'is' : 'are'} not in transit any more`;
    throw new BankRefusal(
      'state',
      `${id} of ${program}: ${which}, and would be paid again: give the batch up (payouts batch give-up ${id}), and make another without`,
    );
  }

  private async batch(program: string, id: string): Promise<Batch> {
    const batch = await this.options.desk.find(program, id);
    if (batch === null)
      throw new BankRefusal('not_found', `${program} has no ${id}: payouts batch list shows those that it has`);
    return batch;
  }
}

/** Another for each batch of each installation: no other batch has these payments. */
function messageIdOf(batch: string, { payments }: BatchPlan): string {
  const ids = payments.map(({ endToEndId }) => endToEndId);
  return `${batch}-${hash('sha256', JSON.stringify([batch, ids]), 'hex').slice(0, 16)}`;
}

function overtaken(what: string): BankRefusal {
  return new BankRefusal('overtaken', `somebody else went on with ${what} at this moment: look again`);
}

/** As one says it. */
function stateText({ state, turn }: Batch): string {
  const done = state === 'given_up' ? 'given up' : state;
  return turn === null ? done : `${done} (by ${turn.by})`;
}
