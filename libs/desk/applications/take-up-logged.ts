import type { EntityManager } from 'typeorm';
import { randomId } from '../invitations/desk-secret';
import { Application, type ApplicationState } from './application.entity';
import { makeTrackingId } from './tracking-id';

/** An application that the log tells of. */
export interface LoggedApplicationOfDesk {
  readonly program: string;
  readonly partner: string;
  readonly partnerType: string;
  readonly state: Exclude<ApplicationState, 'draft'>;
  readonly appliedAt: Date;
  /** Until when it has to be reviewed. */
  readonly dueAt: Date;
  /** Of the state, where it is another than `submitted`. */
  readonly decidedAt: Date | null;
  /** What the partner gave of itself: name, e-mail, company. */
  readonly answers: Readonly<Record<string, string>>;
}

/**
 * Takes up into the queue of reviewers an application that came as an event, past the forms of the desk. Does nothing for
 * a partner whose application the desk has.
 */
export async function takeUpLogged(manager: EntityManager, logged: LoggedApplicationOfDesk): Promise<void> {
  const { program, partner, partnerType, state, appliedAt, dueAt, decidedAt, answers } = logged;
  const application = manager.create(Application, {
    ...{ program, id: randomId('drf'), partner, partnerType, locale: 'en', state },
    ...{ answers, files: [], submitted: { answers, files: [] }, version: 1, secretHashes: [] },
    ...{ createdAt: appliedAt, changedAt: decidedAt ?? appliedAt, expiresAt: null },
    ...{ trackingId: makeTrackingId(program), submissions: 1, submittedAt: appliedAt, dueAt },
    ...{ decisions: decidedAt === null ? 0 : 1, decidedAt, decidedBy: null, reason: null, code: null, taxForm: null },
    ...{ pending: null, pendingSince: null },
  });
  await manager.createQueryBuilder().insert().into(Application).values(application).orIgnore().execute();
}

/**
 * Brings an open application of the desk to what the log says was decided past it. Does nothing where the desk is at a
 * decision itself, or has decided.
 */
export async function followDecision(
  manager: EntityManager,
  { program, partner, state, decidedAt }: LoggedApplicationOfDesk,
): Promise<void> {
  if (decidedAt === null || (state !== 'approved' && state !== 'rejected')) return;
  await manager
    .createQueryBuilder()
    .update(Application)
    .set({ state, decidedAt, decisions: () => 'decisions + 1' })
    .where('program = :program AND partner = :partner AND pending IS NULL', { program, partner })
    .andWhere("state IN ('submitted', 'info_requested') AND submitted_at <= :decidedAt", { decidedAt })
    .execute();
}
