import type { Instant } from '@ledger/kernel/instant';
import type { TransferFault } from './transfer-fault';
import { errorAnswer, okAnswer, type WireAnswer } from './wire-answer';

/** What a transfer looks like on the wire. */
export interface SimulatedTransfer {
  readonly id: string;
  readonly object: 'transfer';
  readonly amount: number;
  readonly amount_reversed: number;
  readonly created: number;
  readonly currency: string;
  readonly destination: string;
  readonly livemode: false;
  readonly metadata: Readonly<Record<string, string>>;
  readonly reversed: boolean;
  readonly transfer_group: string | null;
}

/** What an account may do. */
export interface SimulatedAccount {
  readonly transfers: 'active' | 'inactive' | 'pending';
  readonly payoutsEnabled: boolean;
  readonly currentlyDue: readonly string[];
  readonly pastDue: readonly string[];
  readonly disabledReason: string | null;
}

export const ACTIVE_ACCOUNT: SimulatedAccount = {
  transfers: 'active',
  payoutsEnabled: true,
  currentlyDue: [],
  pastDue: [],
  disabledReason: null,
};

/** What is behind a platform's books. */
export interface Platform {
  /** The account that is there when its id is first asked for; null: there is none. */
  readonly accountAskedFor: (id: string) => SimulatedAccount | null;
  /** What the platform has of a currency of which its books say nothing. */
  readonly balanceAtFirst: number;
  /** What befalls a request for a transfer to an account; null: nothing. */
  readonly faultAt: (destination: string) => TransferFault | null;
  /** Called when the books have changed, before anybody hears of it. */
  readonly onChange: (books: SimulatedStripe) => void;
}

/** All that a platform's books hold, as it is kept while nobody runs them. */
export interface StripeBooks {
  readonly balances: readonly (readonly [string, number])[];
  readonly accounts: readonly (readonly [string, SimulatedAccount])[];
  readonly transfers: readonly SimulatedTransfer[];
  /** Accounts that were made, with what they were made for; missing: none in books of an earlier release. */
  readonly onboardings?: readonly (readonly [string, string])[];
  readonly kept: readonly (readonly [string, KeptAnswer])[];
}

export interface KeptAnswer {
  readonly body: string;
  readonly keptAt: Instant;
  readonly answer: WireAnswer;
}

/** How long a key is kept, in milliseconds. */
const KEYS_KEPT_FOR = 86_400_000;

/** The books of a platform at Stripe: what it has, what it transferred, which keys are remembered; no network. */
export class SimulatedStripe {
  readonly balances = new Map<string, number>();
  readonly accounts = new Map<string, SimulatedAccount>();
  /** Accounts that were made, with what they were made for. */
  readonly onboardings = new Map<string, string>();
  private readonly made: SimulatedTransfer[] = [];
  private readonly kept = new Map<string, KeptAnswer>();

  private readonly platform: Platform;

  constructor(
    private readonly now: () => Instant,
    platform: Partial<Platform> = {},
  ) {
    this.platform = {
      accountAskedFor: () => null,
      balanceAtFirst: 0,
      faultAt: () => null,
      onChange: () => undefined,
      ...platform,
    };
  }

  accountOf(id: string): SimulatedAccount | null {
    return this.accounts.get(id) ?? this.platform.accountAskedFor(id);
  }

  /** What befalls a request that says so much; null: nothing. */
  faultOf(body: string): TransferFault | null {
    return this.platform.faultAt(new URLSearchParams(body).get('destination') ?? '');
  }

  balanceOf(currency: string): number {
    return this.balances.get(currency) ?? this.platform.balanceAtFirst;
  }

  /** What the books hold now. */
  snapshot(): StripeBooks {
    const { balances, accounts, made, kept, onboardings } = this;
    const all = { balances: [...balances], accounts: [...accounts], transfers: [...made], kept: [...kept] };
    return { ...all, onboardings: [...onboardings] };
  }

  /** Takes over what books held. */
  restore({ balances, accounts, transfers, kept, onboardings = [] }: StripeBooks): void {
    for (const [account, key] of onboardings) this.onboardings.set(account, key);
    for (const [currency, amount] of balances) this.balances.set(currency, amount);
    for (const [id, account] of accounts) this.accounts.set(id, account);
    this.made.push(...transfers);
    for (const [key, answer] of kept) this.kept.set(key, answer);
  }

  /** All transfers, the earliest first. */
  get transfers(): readonly SimulatedTransfer[] {
    return this.made;
  }

  /** What is remembered for a key: the answer given, or that it came with other bytes; null: nothing is. */
  remembered(key: string, body: string): WireAnswer | null {
    const kept = this.kept.get(key);
    if (kept === undefined || this.now() - kept.keptAt >= KEYS_KEPT_FOR) return null;
    if (kept.body !== body) {
      return errorAnswer(
        400,
        'idempotency_error',
        null,
        `Keys for idempotent requests can only be used with the same parameters they were first used with: ${key}.`,
      );
    }
    return { ...kept.answer, headers: { ...kept.answer.headers, 'idempotent-replayed': 'true' } };
  }

  remember(key: string, body: string, answer: WireAnswer): void {
    this.kept.set(key, { body, keptAt: this.now(), answer });
    this.platform.onChange(this);
  }

  /** They changed in another way than by what they do themselves. */
  changed(): void {
    this.platform.onChange(this);
  }

  /** Begins a transfer: refusals by validation are remembered by nobody; what was executed is, under its key. */
  transfer(key: string, body: string): WireAnswer {
    const fields = new URLSearchParams(body);
    const destination = fields.get('destination') ?? '';
    const account = this.accountOf(destination);
    if (account === null) {
      return errorAnswer(400, 'invalid_request_error', 'resource_missing', `No such destination: '${destination}'`);
    }
    const amount = Number(fields.get('amount'));
    if (!Number.isSafeInteger(amount) || amount <= 0) {
      return errorAnswer(400, 'invalid_request_error', 'parameter_invalid_integer', 'Invalid positive integer');
    }
    if (account.transfers !== 'active') {
      const why =
        'Your destination account needs to have at least one of the following capabilities enabled: transfers';
      return errorAnswer(400, 'invalid_request_error', 'insufficient_capabilities_for_transfer', why);
    }
    const answer = this.execute(fields, destination, amount);
    this.remember(key, body, answer);
    return answer;
  }

  /** Takes a transfer back, all of it. */
  reverse(id: string): void {
    const index = this.made.findIndex((each) => each.id === id);
    const transfer = this.made[index];
    if (transfer === undefined) throw new RangeError(`no such transfer: ${id}`);
    this.made[index] = { ...transfer, amount_reversed: transfer.amount, reversed: true };
    this.add(transfer.currency, transfer.amount);
    this.platform.onChange(this);
  }

  private execute(fields: URLSearchParams, destination: string, amount: number): WireAnswer {
    const currency = fields.get('currency') ?? '';
    if (this.balanceOf(currency) < amount) {
      return errorAnswer(400, 'invalid_request_error', 'balance_insufficient', 'You have insufficient available funds');
    }
    this.add(currency, -amount);
    const transfer: SimulatedTransfer = {
      id: `tr_${this.made.length + 1}`,
      object: 'transfer',
      amount,
      amount_reversed: 0,
      created: Math.floor(this.now() / 1000),
      currency,
      destination,
      livemode: false,
      metadata: metadataOf(fields),
      reversed: false,
      transfer_group: fields.get('transfer_group'),
    };
    this.made.push(transfer);
    return okAnswer(transfer);
  }

  private add(currency: string, amount: number): void {
    this.balances.set(currency, this.balanceOf(currency) + amount);
  }
}

function metadataOf(fields: URLSearchParams): Record<string, string> {
  const entries = [...fields].flatMap(([name, value]) => {
    const [, key] = /^metadata\[(\w+)\]$/.exec(name) ?? [];
    return key === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}
