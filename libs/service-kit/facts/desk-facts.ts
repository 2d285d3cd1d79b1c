import { Inject, Injectable } from '@nestjs/common';
import type { EventType } from '@ledger/contracts/event-types';
import { DESK_SOURCE } from '@ledger/contracts/reserved-sources';
import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import { readPrograms } from '@ledger/read-models/postgres/queries/program-snapshot';
import type { LedgerRuntime } from '@ledger/runner/ledger-runtime';
import { DataSource } from 'typeorm';
import { PROGRAM_CLOCK, LEDGER_RUNTIME, READ_MODELS } from '../injection-tokens';
import { noSuchProgram } from '../problems/no-such-program';
import { Problem } from '../problems/problem';

/** What people did, as a fact of the contract. */
export interface DeskFact {
  readonly program: string;
  readonly type: EventType;
  /** As the contract wants it, `by` included. */
  readonly data: object;
  /** Names what was done, at most 200 characters: the same key again gets the answer of the first time. */
  readonly key: string;
  /** Default: what the program's clock shows, or a millisecond later. */
  readonly time?: Instant;
}

/** A fact that the gate took. */
export interface RecordedFact {
  /** The event's id. */
  readonly id: string;
  /** `ignored`: it says what was known already. */
  readonly verdict: 'accepted' | 'ignored';
  /** Of the log, in digits: reads may be asked to show it (`after`). */
  readonly position: string;
}

/** Offers to the gate what people do through the API. No rule is judged here. */
@Injectable()
export class DeskFacts {
  /** The last instant that was given to a fact of a program. */
  private readonly given = new Map<string, Instant>();

  constructor(
    @Inject(LEDGER_RUNTIME) private readonly runtime: LedgerRuntime | null,
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    @Inject(PROGRAM_CLOCK) private readonly clock: 'events' | 'wall',
  ) {}

  /** What a program's clock shows: that of the wall, or of its newest event (of the wall, where it has none). */
  async now(program: string): Promise<Instant> {
    if (this.clock === 'wall') return instant(Date.now());
    return this.runtime?.clockOf(program) ?? (await this.shownClock(program)) ?? instant(Date.now());
  }

  /**
   * Records a fact; resolves when it is durable.
   *
   * @throws Problem `rejected`, with the `code` of the gate; `not-found` for a program that is not known; `unavailable`
   *   where this process has no way to the gate
   */
  async record({ program, type, data, key, time }: DeskFact): Promise<RecordedFact> {
    if (this.runtime === null) {
      throw new Problem('unavailable', 'This process only reads: ask the service referral-intake.');
    }
    const at = time ?? (await this.nextInstant(program));
    const event = { specversion: '1.0', id: key, source: DESK_SOURCE, type, time: formatInstant(at), program, data };
    const [answer] = await this.runtime.offer([
      { value: event, origin: { place: `desk:${program}:${key}`, index: 0 } },
    ]);
    if (answer === undefined) throw new TypeError('one event was offered and none was answered');
    const { verdict, position } = answer;
    if (verdict.type !== 'rejected') return { id: key, verdict: verdict.type, position };
    if (verdict.code === 'unknown_program') throw noSuchProgram(program);
    throw new Problem('rejected', `${type} was rejected: ${verdict.detail}.`, { extensions: { code: verdict.code } });
  }

  /**
   * An instant of its own for each fact: of two at the same one, which is the later would go by their ids, and an approval
   * could be taken for older than its application.
   */
  private async nextInstant(program: string): Promise<Instant> {
    const now = await this.now(program);
    const following = Math.max(this.clock === 'wall' ? now : now + 1, (this.given.get(program) ?? 0) + 1);
    this.given.set(program, instant(following));
    return instant(following);
  }

  private async shownClock(program: string): Promise<Instant | null> {
    return (await readPrograms(this.readModels)).find((row) => row.program === program)?.clock ?? null;
  }
}
