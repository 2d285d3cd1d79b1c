import type { Instant } from '@ledger/kernel/instant';
import { acceptedAnswer, paypalError, usedBeforeAnswer } from './paypal-answers';
import type { TransferFault } from './transfer-fault';
import type { WireAnswer } from './wire-answer';

/** An amount as it is written on the wire. */
export interface SimulatedAmount {
  readonly value: string;
  readonly currency: string;
}

/** A batch of one item. */
export interface SimulatedBatch {
  readonly batch: string;
  readonly item: string;
  readonly senderBatchId: string;
  readonly senderItemId: string;
  readonly recipientType: string;
  readonly receiver: string;
  readonly amount: SimulatedAmount;
  readonly fee: SimulatedAmount;
  /** As PayPal names where an item is: `PENDING`, `SUCCESS`, `UNCLAIMED`, `RETURNED`, … */
  readonly status: string;
  /** The name of what went wrong; null: nothing did. */
  readonly error: string | null;
  readonly createdAt: Instant;
}

/** What an item comes to: at its first status, and after it was looked at so often, at the next. */
export interface Course {
  readonly status: string;
  readonly error?: string;
}

/** What is behind a platform's account. */
export interface PayPalAccount {
  /** What it has of a currency of which its books say nothing, in hundredths. */
  readonly balanceAtFirst: number;
  /** What befalls an order that is to pay somebody; null: nothing. */
  readonly faultAt: (receiver: string) => TransferFault | null;
  /** What an item to somebody comes to, one step each time that it is asked for, the last for good. */
  readonly courseOf: (receiver: string) => readonly Course[];
  /** Called when the books have changed, before anybody hears of it. */
  readonly onChange: (books: SimulatedPayPal) => void;
  /** Called when an item came to another status. */
  readonly onStatus: (item: SimulatedBatch) => void;
}

/** All that an account's books hold, as it is kept while nobody runs them. */
export interface PayPalBooks {
  readonly balances: readonly (readonly [string, number])[];
  readonly batches: readonly SimulatedBatch[];
}

const FEE_HUNDREDTHS = 25;
const PAID: readonly Course[] = [{ status: 'PENDING' }, { status: 'SUCCESS' }];
/** So long an id of a sender's is known again, in milliseconds. */
const IDS_KEPT_FOR = 30 * 86_400_000;
/** What is not the platform's: it was paid, or is reserved for it. */
const AWAY = new Set(['SUCCESS', 'PENDING', 'PROCESSING', 'ONHOLD', 'UNCLAIMED']);

/** The books of a platform at PayPal: what it has, what it ordered, what came of it; no network. */
export class SimulatedPayPal {
  /** In hundredths of each currency. */
  readonly balances = new Map<string, number>();
  private readonly made: SimulatedBatch[] = [];
  private readonly account: PayPalAccount;

  constructor(
    private readonly now: () => Instant,
    account: Partial<PayPalAccount> = {},
  ) {
    const silent = { onChange: () => undefined, onStatus: () => undefined };
    this.account = { balanceAtFirst: 0, faultAt: () => null, courseOf: () => PAID, ...silent, ...account };
  }

  /** All batches, the earliest first. */
  get batches(): readonly SimulatedBatch[] {
    return this.made;
  }

  snapshot(): PayPalBooks {
    return { balances: [...this.balances], batches: [...this.made] };
  }

  restore({ balances, batches }: PayPalBooks): void {
    for (const [currency, amount] of balances) this.balances.set(currency, amount);
    this.made.push(...batches);
  }

  /** What befalls an order; null: nothing, as none does that was taken in before. */
  faultOf(body: string): TransferFault | null {
    const order = readOrder(body);
    if (order === null || this.made.some(({ senderBatchId }) => senderBatchId === order.senderBatchId)) return null;
    return this.account.faultAt(order.receiver);
  }

  /** Takes an order in: an id that was used in the last 30 days is refused, with a link to the batch that used it. */
  order(body: string): WireAnswer {
    const order = readOrder(body);
    if (order === null) return paypalError(400, 'VALIDATION_ERROR', 'Invalid request - see details.');
    const earlier = this.made.find(
      ({ senderBatchId, createdAt }) => senderBatchId === order.senderBatchId && this.now() - createdAt < IDS_KEPT_FOR,
    );
    if (earlier !== undefined) return usedBeforeAnswer(earlier.batch);
    if (this.balanceOf(order.amount.currency) < hundredths(order.amount)) {
      return paypalError(422, 'INSUFFICIENT_FUNDS', 'Sender does not have sufficient funds.');
    }
    return acceptedAnswer(this.make(order));
  }

  /** What is asked for by the id of a batch or of its item, one step further on its course; null: there is none. */
  lookAt(kind: 'batch' | 'item', id: string): SimulatedBatch | null {
    const index = this.made.findIndex((each) => each[kind] === id);
    const found = this.made[index];
    if (found === undefined) return null;
    const course = this.account.courseOf(found.receiver);
    const at = course.findIndex(({ status }) => status === found.status);
    const next = course[at + 1];
    if (at >= 0 && next !== undefined) this.become(found.item, next);
    return this.made[index] ?? null;
  }

  /** Has an item come to a status, whatever its course. */
  become(item: string, { status, error }: Course): void {
    const index = this.made.findIndex((each) => each.item === item);
    const batch = this.made[index];
    if (batch === undefined) throw new RangeError(`no such item: ${item}`);
    const become = { ...batch, status, error: error ?? null };
    this.made[index] = become;
    if (AWAY.has(batch.status) && !AWAY.has(status)) this.add(batch.amount.currency, hundredths(batch.amount));
    this.account.onChange(this);
    this.account.onStatus(become);
  }

  balanceOf(currency: string): number {
    return this.balances.get(currency) ?? this.account.balanceAtFirst;
  }

  private make(order: Order): SimulatedBatch {
    const number = this.made.length + 1;
    const { currency } = order.amount;
    const [first = { status: 'SUCCESS' }] = this.account.courseOf(order.receiver);
    const batch: SimulatedBatch = {
      ...order,
      batch: `BATCH${number}`,
      item: `ITEM${number}`,
      fee: { value: `0.${FEE_HUNDREDTHS}`, currency },
      status: first.status,
      error: first.error ?? null,
      createdAt: this.now(),
    };
    this.made.push(batch);
    this.add(currency, -hundredths(order.amount));
    this.account.onChange(this);
    return batch;
  }

  private add(currency: string, amount: number): void {
    this.balances.set(currency, this.balanceOf(currency) + amount);
  }
}

type Order = Pick<SimulatedBatch, 'senderBatchId' | 'senderItemId' | 'recipientType' | 'receiver' | 'amount'>;

interface OrderOnTheWire {
  readonly sender_batch_header: { readonly sender_batch_id: string };
  readonly items: readonly {
    readonly recipient_type: string;
    readonly receiver: string;
    readonly sender_item_id: string;
    readonly amount: SimulatedAmount;
  }[];
}

function readOrder(body: string): Order | null {
  const { sender_batch_header: header, items } = JSON.parse(body) as OrderOnTheWire;
  const [item] = items;
  if (item === undefined || !(hundredths(item.amount) > 0)) return null;
  return {
    senderBatchId: header.sender_batch_id,
    senderItemId: item.sender_item_id,
    recipientType: item.recipient_type,
    receiver: item.receiver,
    amount: item.amount,
  };
}

function hundredths({ value }: SimulatedAmount): number {
  return Math.round(Number(value) * 100);
}
