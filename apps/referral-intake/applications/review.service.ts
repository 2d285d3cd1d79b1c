import { Inject, Injectable } from '@nestjs/common';
import type { Decision, PendingStep } from '@ledger/desk/applications/application-parts';
import { Application, type ApplicationState } from '@ledger/desk/applications/application.entity';
import { filesOwner } from '@ledger/desk/applications/drop-expired';
import { readTrackingId } from '@ledger/desk/applications/tracking-id';
import { readFileOf } from '@ledger/desk/files/keep-file';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { DataSource } from 'typeorm';
import { ApplicationSteps, type SettledStep } from './application-steps';

/** An application of a program, by its tracking id. */
export interface OfApplication {
  readonly program: string;
  readonly application: string;
}

const STATE_AFTER: Readonly<Record<Decision, ApplicationState>> = {
  approve: 'approved',
  reject: 'rejected',
  ask: 'info_requested',
};
const POSSIBLE_IN: Readonly<Record<Decision, readonly ApplicationState[]>> = {
  approve: ['submitted', 'info_requested'],
  reject: ['submitted', 'info_requested'],
  ask: ['submitted'],
};

/** What reviewers do with applications. */
@Injectable()
export class ReviewService {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly api: DataSource,
    private readonly facts: DeskFacts,
    private readonly steps: ApplicationSteps,
  ) {}

  /** Throws the problem `not-found` where the program has no such application. */
  async find({ program, application: typed }: OfApplication): Promise<Application> {
    const trackingId = readTrackingId(typed);
    const found = trackingId === null ? null : await this.api.manager.findOneBy(Application, { program, trackingId });
    if (found !== null && found.state !== 'draft') return found;
    throw new Problem('not-found', `${program} has no application ${typed.slice(0, 40)}.`);
  }

  /** A file of an application, with its bytes. */
  async file(of: OfApplication, hash: string) {
    const application = await this.find(of);
    const isSubmitted = application.submitted?.files.some((file) => file.hash === hash) === true;
    const file = isSubmitted ? await readFileOf(this.api.manager, filesOwner(application), hash) : null;
    if (file === null) throw new Problem('not-found', `The application ${of.application} has no such file.`);
    return file;
  }

  /**
   * Decides an application: a fact, and what follows from it. The same decision again changes nothing. Throws the problems
   * `conflict` where it stands otherwise, and `rejected` where the gate refuses it.
   */
  async decide(of: OfApplication, decision: Decision, said: Pick<PendingStep, 'by' | 'reason'>): Promise<SettledStep> {
    const { program, id } = await this.find(of);
    const at = await this.facts.now(program);
    await this.api.transaction(async (manager) => {
      const lock = { mode: 'pessimistic_write' as const };
      const application = await manager.findOneOrFail(Application, { where: { program, id }, lock });
      const { state, pending, decisions } = application;
      if (pending?.step === decision || (pending === null && state === STATE_AFTER[decision])) return;
      if (pending !== null || !POSSIBLE_IN[decision].includes(state)) throw standsOtherwise(application, decision);
      const begun = { pending: { step: decision, ...said, at }, pendingSince: new Date(), decisions: decisions + 1 };
      await manager.update(Application, { program, id }, begun);
    });
    return this.steps.carryOut({ program, id });
  }
}

function standsOtherwise({ trackingId, state, pending }: Application, decision: Decision): Problem {
  const stands = pending === null ? `is ${state}` : `is being decided (${pending.step})`;
  return new Problem('conflict', `The application ${trackingId} ${stands}: ${decision} is not possible.`);
}
