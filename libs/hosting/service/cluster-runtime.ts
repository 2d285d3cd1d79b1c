import { jsonText } from '@ledger/contracts/json-text';
import type { Instant } from '@ledger/kernel/instant';
import { inTime } from '@ledger/machine/in-time';
import type { IdempotentProducer } from '@ledger/messaging/idempotent-producer';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Answer, LedgerRuntime, Offer, Origin } from '@ledger/runner/ledger-runtime';
import { Problem } from '@ledger/service-kit/problems/problem';
import { traceOfRequest } from '@ledger/service-kit/tracing/trace-requests';
import type { GateReply } from './gate-reply';
import { intakeRecord } from './intake-record';

const ANSWER_TIMEOUT_MS = 25_000;

export interface ClusterRuntimeOptions {
  readonly producer: IdempotentProducer;
  /** The programs that are known now. */
  readonly programs: () => Promise<readonly ProgramTerms[]>;
  /** The name under which this process gets its answers. */
  readonly instance: string;
}

type Waiter = (answer: Answer) => void;

/**
 * The cluster as those see it who feed it over HTTP: offers go to the gate's topic, answers come back on another. An
 * answer says that the event is recorded; the stages decide on it afterwards.
 */
export class ClusterRuntime implements LedgerRuntime {
  private readonly waiting = new Map<string, Set<Waiter>>();
  private readonly clocks = new Map<string, Instant>();

  constructor(private readonly options: ClusterRuntimeOptions) {}

  programs(): Promise<readonly ProgramTerms[]> {
    return this.options.programs();
  }

  /** As far as the answers that came to this process tell. */
  clockOf(program: string): Instant | null {
    return this.clocks.get(program) ?? null;
  }

  /** Takes an answer of the gate. */
  answered({ origin, answer }: GateReply): void {
    if (answer.clock !== null) this.clocks.set(answer.program, answer.clock);
    for (const waiter of this.waiting.get(keyOf(origin)) ?? []) waiter(answer);
  }

  /** Throws the problem `unavailable` when the gate does not answer in time: the same offers may be sent again. */
  async offer(offers: readonly Offer[]): Promise<readonly Answer[]> {
    const { producer, instance } = this.options;
    const pending = offers.map(({ origin }) => this.wait(origin));
    try {
      const traceparent = traceOfRequest();
      const records = offers.map(({ value, origin: given }) => {
        const origin = traceparent === null ? given : { ...given, traceparent };
        return intakeRecord({ text: jsonText(value), value, origin, replyTo: instance });
      });
      await inTime(producer.send(records), ANSWER_TIMEOUT_MS, noAnswer);
      return await inTime(Promise.all(pending.map(({ answer }) => answer)), ANSWER_TIMEOUT_MS, noAnswer);
    } finally {
      for (const { end } of pending) end();
    }
  }

  private wait(origin: Origin): { answer: Promise<Answer>; end: () => void } {
    const key = keyOf(origin);
    const waiters = this.waiting.get(key) ?? new Set();
    this.waiting.set(key, waiters);
    let waiter: Waiter = () => undefined;
    const answer = new Promise<Answer>((resolve) => {
      waiter = resolve;
      waiters.add(waiter);
    });
    const end = () => {
      waiters.delete(waiter);
      if (waiters.size === 0) this.waiting.delete(key);
    };
    return { answer, end };
  }
}

function keyOf({ place, index }: Origin): string {
  return `${index} ${place}`;
}

function noAnswer(): Problem {
  const detail =
    'The gate did not answer in time. Send the same request again (with the same Idempotency-Key, if there was one).';
  return new Problem('unavailable', detail, { headers: { 'Retry-After': '5' } });
}
