import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { LedgerTrial } from '@ledger/runner/trial/make-trial';
import { LEDGER_TRIAL } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import type { SentEvents } from '../events/read-events';
import { trialAnswer, type TrialAnswerDto } from './trial-answer.dto';
import { TrialTurns } from './trial-turns';

/** A body that takes longer keeps the others from their trials. */
const BODY_WITHIN_MS = 30_000;

export interface TrialRequest {
  readonly request: Request;
  readonly response: Response;
  /** Reads the events of a body, and refuses what the caller may not send. */
  readonly read: (body: Buffer) => SentEvents;
}

/** Tries the events of a request, one request after the other. */
@Injectable()
export class EventTrials {
  constructor(
    @Inject(LEDGER_TRIAL) private readonly trial: LedgerTrial | null,
    private readonly bodies: BodyReader,
    private readonly turns: TrialTurns,
  ) {}

  /** What would become of the events. Throws the problem `unavailable` where this process tries none, or not in time. */
  async run({ request, response, read }: TrialRequest): Promise<TrialAnswerDto> {
    const { trial } = this;
    if (trial === null) throw new Problem('unavailable', 'This process only reads: try events at one that takes them.');
    const signal = untilGone(response);
    // The turn comes first: the bodies of those who wait would take the room of real ones.
    return this.turns.run(signal, () => {
      const slow = setTimeout(() => request.destroy(), BODY_WITHIN_MS);
      return this.bodies
        .withBody(request, async (body) => {
          clearTimeout(slow);
          return trialAnswer(await trial(read(body).values, signal));
        })
        .finally(() => clearTimeout(slow));
    });
  }
}

/** A signal that is aborted when nobody waits for an answer any more. */
function untilGone(response: Response): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => gone.abort(new Problem('unavailable', 'Nobody waits for this answer any more.')));
  return gone.signal;
}
