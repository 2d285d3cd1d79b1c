import { Inject, Injectable } from '@nestjs/common';
import type { EventType } from '@ledger/contracts/event-types';
import type { AnsweredFile, PendingStep } from '@ledger/desk/applications/application-parts';
import { Application, type ApplicationState } from '@ledger/desk/applications/application.entity';
import { textOf } from '@ledger/desk/applications/text-of';
import { instant, type Instant } from '@ledger/kernel/instant';
import { reviewDueAt } from '@ledger/program/joining/joining-terms';
import { termsAt } from '@ledger/program/program-terms';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { DataSource, type EntityManager } from 'typeorm';
import { FirstCodes } from './first-codes';
import { tellApplicant } from './tell-applicant';

/** An application by its program and draft. */
export type ApplicationKey = Pick<Application, 'program' | 'id'>;

/** What has come of a step. */
export interface SettledStep {
  readonly application: Application;
  /** Of its fact in the log; null: nothing was to be done. */
  readonly position: string | null;
}

const FACT_OF: Readonly<Record<PendingStep['step'], EventType>> = {
  submit: 'partner.applied',
  approve: 'partner.approved',
  reject: 'partner.rejected',
  ask: 'partner.info_requested',
};
const STATE_AFTER: Readonly<Record<PendingStep['step'], ApplicationState>> = {
  submit: 'submitted',
  approve: 'approved',
  reject: 'rejected',
  ask: 'info_requested',
};

/**
 * Carries out what was decided about an application, part by part: its fact, the partner's first code, then the new state
 * with the mail that tells it, together. Each part can be done again: whoever dies in between leaves a step that is taken
 * up where it was (`ResumeApplications`).
 */
@Injectable()
export class ApplicationSteps {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly api: DataSource,
    private readonly facts: DeskFacts,
    private readonly reader: ProgramReader,
    private readonly codes: FirstCodes,
  ) {}

  /** Carries out the pending step of an application, if it has one. Throws the problem `rejected` where the gate refuses it. */
  async carryOut(key: ApplicationKey): Promise<SettledStep> {
    const application = await this.api.manager.findOneByOrFail(Application, { program: key.program, id: key.id });
    const { pending } = application;
    if (pending === null) return { application, position: null };
    const position = await this.record(application, pending);
    const code = pending.step === 'approve' ? await this.codeOf(application, pending) : application.code;
    const dueAt = pending.step === 'submit' ? await this.dueAt(application.program, pending) : application.dueAt;
    const settled = await this.api.transaction((manager) => settle(manager, application, { code, dueAt }));
    return { application: settled, position };
  }

  private async record(application: Application, pending: PendingStep): Promise<string> {
    const { program, id, submissions, decisions } = application;
    const { step, at } = pending;
    const key = `application-${id}-${step}-${step === 'submit' ? submissions : decisions}`;
    const data = step === 'submit' ? appliedData(application) : decidedData(application, pending);
    try {
      const fact = { program, type: FACT_OF[step], data, key, time: instant(at) };
      return (await this.facts.record(fact)).position;
    } catch (error) {
      if (error instanceof Problem && error.kind === 'rejected') await this.giveUp(application);
      throw error;
    }
  }

  /** The gate refused it: it is as if it had not been tried. */
  private async giveUp({ program, id, pendingSince }: Application): Promise<void> {
    const given = { pending: null, pendingSince: null };
    await this.api.manager.update(Application, { program, id, pendingSince: pendingSince ?? undefined }, given);
  }

  private async codeOf({ program, partner, id, code, submitted }: Application, { at }: PendingStep) {
    if (code !== null) return code;
    const company = textOf(submitted?.answers ?? {}, 'company');
    return this.codes.assign({ program, partner, id, company, at: instant(at) });
  }

  private async dueAt(program: string, { at }: PendingStep): Promise<Date> {
    return this.reader.program(program, ({ terms }) => {
      const time: Instant = instant(at);
      return Promise.resolve(new Date(reviewDueAt(termsAt(terms, time), time)));
    });
  }
}

async function settle(
  manager: EntityManager,
  { program, id, pendingSince }: Application,
  { code, dueAt }: Pick<Application, 'code' | 'dueAt'>,
): Promise<Application> {
  const lock = { mode: 'pessimistic_write' as const };
  const application = await manager.findOneOrFail(Application, { where: { program, id }, lock });
  const { pending } = application;
  // Another process was here first.
  if (pending === null || application.pendingSince?.getTime() !== pendingSince?.getTime()) return application;
  const { step, by, reason, at } = pending;
  const decided =
    step === 'submit'
      ? { submittedAt: new Date(at), dueAt, decidedAt: null, decidedBy: null, reason: null }
      : { decidedAt: new Date(at), decidedBy: by, reason, code };
  Object.assign(application, decided, { state: STATE_AFTER[step], expiresAt: null, pending: null, pendingSince: null });
  await tellApplicant(manager, application, pending);
  return manager.save(application);
}

function appliedData({ partner, partnerType: type, submitted }: Application): object {
  const { answers, files } = submitted ?? { answers: {}, files: [] };
  const own = ['name', 'email', 'company'].flatMap((field) => {
    const value = textOf(answers, field);
    return value === null ? [] : [[field, value] as const];
  });
  return { partner, type, ...Object.fromEntries(own), answers: { ...answers, ...filesByField(files) } };
}

function decidedData({ partner }: Application, { by, reason }: PendingStep): object {
  return { partner, ...(by === null ? {} : { by }), ...(reason === null ? {} : { reason }) };
}

/** Files are in the log by hash and name; their bytes never are. */
function filesByField(files: readonly AnsweredFile[]): Record<string, object[]> {
  const fields = [...new Set(files.map(({ field }) => field))];
  const named = (of: string) =>
    files.filter(({ field }) => field === of).map(({ hash, name, type, size }) => ({ hash, name, type, size }));
  return Object.fromEntries(fields.map((field) => [field, named(field)]));
}
