import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { hash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { DESK_SOURCE } from '@ledger/contracts/reserved-sources';
import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import type { LedgerTrial } from '@ledger/runner/trial/make-trial';
import { DeskFacts, type RecordedFact } from '@ledger/service-kit/facts/desk-facts';
import { LEDGER_TRIAL } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { TrialTurns } from '../trial/trial-turns';
import type { creditsBody } from './conflict-bodies';
import { overrideEffect, type OverrideEffectDto } from './override-effect.dto';

/** Whom a customer is to be credited to, and from when on. */
export interface AskedOverride extends z.output<typeof creditsBody> {
  readonly customer: string;
}

/** An override that is to be recorded. */
export interface DecidedOverride extends AskedOverride {
  readonly by: string;
  readonly evidence: string;
  /** Names it for safe repetition. */
  readonly key: string;
  /** Default: now. */
  readonly time?: Instant;
}

/** Overrides of attribution: what they would do, and that they are done. */
@Injectable()
export class OverridesService {
  constructor(
    private readonly facts: DeskFacts,
    private readonly reader: ProgramReader,
    private readonly turns: TrialTurns,
    @Inject(LEDGER_TRIAL) private readonly trial: LedgerTrial | null,
  ) {}

  /**
   * What overrides would do, one after the other, in credits and in money; nothing is recorded. Throws the problems
   * `not-found` for a program that there is not and `unavailable` where this process tries nothing, or not in time.
   */
  async preview(
    program: string,
    asked: readonly AskedOverride[],
    { by, response }: { readonly by: string; readonly response: Response },
  ): Promise<OverrideEffectDto> {
    const { trial } = this;
    if (trial === null)
      throw new Problem('unavailable', 'This process tries nothing: ask the service referral-intake.');
    await this.reader.program(program, () => Promise.resolve());
    const now = await this.facts.now(program);
    const events = asked.map(({ customer, credits, from }, index) => ({
      specversion: '1.0',
      id: `preview:${randomUUID()}`,
      source: DESK_SOURCE,
      type: 'attribution.overridden',
      time: formatInstant(instant(now + index)),
      program,
      data: { customer, credits, ...(from === undefined ? {} : { from }), by, evidence: 'preview' },
    }));
    const gone = new AbortController();
    const leave = () => gone.abort(new Problem('unavailable', 'Nobody waits for this answer any more.'));
    response.once('close', leave);
    return this.turns
      .run(gone.signal, async () => overrideEffect(await trial(events, gone.signal)))
      .finally(() => response.off('close', leave));
  }

  /** Records an override. Throws the problem `rejected` with the gate's code. */
  record(
    program: string,
    { customer, credits, from, by, evidence, key, time }: DecidedOverride,
  ): Promise<RecordedFact> {
    const data = { customer, credits, ...(from === undefined ? {} : { from }), by, evidence };
    // What was rejected under the name of an action can be mended and done under the same name.
    const named = `${key}:${hash('sha256', JSON.stringify(data), 'hex').slice(0, 16)}`;
    return this.facts.record({
      program,
      type: 'attribution.overridden',
      data,
      key: named,
      ...(time === undefined ? {} : { time }),
    });
  }
}
