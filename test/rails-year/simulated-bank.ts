import type { Random } from '../../tools/histories/random';
import { readBatchFile, type Instruction } from './read-batch-file';

/** A payment that the bank was told to make, and what it did. */
export interface BankPayment extends Instruction {
  /** `PROGRAM po-N`. */
  readonly payout: string;
  state: 'executed' | 'rejected' | 'returned';
}

/** What the bank has to tell of a payment. */
export interface BankMovement {
  readonly payment: BankPayment;
  readonly direction: 'out' | 'in';
  /** Why it came back, or never left. */
  readonly code: string | null;
}

const DAYS_TO_A_RETURN = 20;
const REJECTED = ['AC01', 'AC04', 'AG01', 'RC01'];
const RETURNED = ['AC04', 'MD07', 'MS03'];

/** A bank that does what the bytes of a file say: some payments it rejects, and some come back days later. */
export class SimulatedBank {
  /** The bank's own books. */
  readonly payments: BankPayment[] = [];
  /** The files that it took in. */
  readonly files: string[] = [];
  /** What nobody took over yet, in the order in which it happened. */
  untold: BankMovement[] = [];
  private day = 0;
  private readonly messages = new Set<string>();
  private readonly returns: { readonly payment: BankPayment; readonly day: number }[] = [];

  constructor(
    private readonly random: Random,
    /** How many of all payments it rejects, and how many come back. */
    private readonly rate: number,
  ) {}

  /** A file that it has already is no second order; answers whether it is new. */
  receive(text: string): boolean {
    const { message, payments } = readBatchFile(text);
    if (this.messages.has(message)) return false;
    this.messages.add(message);
    this.files.push(text);
    for (const instruction of payments) this.execute(instruction);
    return true;
  }

  /** Somebody orders one payment at the counter: no file and no id of ours. */
  payAlone(payout: string, { amount, currency }: Pick<Instruction, 'amount' | 'currency'>): void {
    this.payments.push({
      ...{ endToEndId: 'NOTPROVIDED', remittance: `Commission ${payout}`, iban: '' },
      ...{ amount, currency, payout, state: 'executed' },
    });
  }

  nextDay(): void {
    this.day += 1;
    for (const { payment, day } of this.returns) {
      if (day !== this.day) continue;
      payment.state = 'returned';
      this.untold.push({ payment, direction: 'in', code: this.random.pick(RETURNED) });
    }
  }

  private execute(instruction: Instruction): void {
    const [, payout = 'something else'] = /^Commission (\S+ \S+)$/.exec(instruction.remittance) ?? [];
    const isRejected = this.random.chance(this.rate);
    const payment: BankPayment = { ...instruction, payout, state: isRejected ? 'rejected' : 'executed' };
    this.payments.push(payment);
    if (isRejected) {
      this.untold.push({ payment, direction: 'in', code: this.random.pick(REJECTED) });
      return;
    }
    this.untold.push({ payment, direction: 'out', code: null });
    if (this.random.chance(this.rate))
      this.returns.push({ payment, day: this.day + this.random.integer(1, DAYS_TO_A_RETURN) });
  }
}
