import type { Instant } from '@ledger/kernel/instant';
import { IsNull, type EntityManager } from 'typeorm';
import { Handover } from './handover.entity';
import { HandoverStep, type HandoverStepState } from './handover-step.entity';

export type NewHandover = Omit<Handover, 'endedAt'>;
export type PlannedStep = Pick<HandoverStep, 'customer' | 'from' | 'credits'>;

/** How far a hand-over is. */
export type HandoverProgress = Readonly<Record<HandoverStepState, number>>;

/** So many steps are written by one statement. */
const PORTION = 500;

/** Keeps a hand-over with all that it is going to do; the same id again changes nothing, and answers false. */
export async function keepHandover(
  manager: EntityManager,
  handover: NewHandover,
  steps: readonly PlannedStep[],
): Promise<boolean> {
  const known = await manager.existsBy(Handover, { id: handover.id });
  if (known) return false;
  const endedAt = steps.length === 0 ? handover.askedAt : null;
  await manager.insert(Handover, { ...handover, endedAt });
  for (let start = 0; start < steps.length; start += PORTION) {
    const portion = steps.slice(start, start + PORTION).map((step, index) => ({
      ...step,
      handover: handover.id,
      number: start + index + 1,
      state: 'waiting' as const,
      position: null,
      refusal: null,
    }));
    await manager.insert(HandoverStep, portion);
  }
  return true;
}

/** A hand-over of a program; null: there is none of that id. */
export function findHandover(manager: EntityManager, program: string, id: string): Promise<Handover | null> {
  return /^ho_[0-9a-f]{20}$/.test(id) ? manager.findOneBy(Handover, { program, id }) : Promise.resolve(null);
}

/** The hand-overs of a program, the latest first. */
export function listHandovers(manager: EntityManager, program: string): Promise<Handover[]> {
  return manager.find(Handover, { where: { program }, order: { askedAt: 'DESC', id: 'ASC' }, take: 200 });
}

/** Those that are not done. */
export function handoversUnderWay(manager: EntityManager): Promise<Handover[]> {
  return manager.find(Handover, { where: { endedAt: IsNull() }, order: { askedAt: 'ASC', id: 'ASC' } });
}

/** The next steps that wait. */
export function waitingSteps(manager: EntityManager, { id }: Handover, atMost: number): Promise<HandoverStep[]> {
  return manager.find(HandoverStep, {
    where: { handover: id, state: 'waiting' },
    order: { number: 'ASC' },
    take: atMost,
  });
}

/** All steps of a hand-over. */
export function stepsOf(manager: EntityManager, { id }: Handover): Promise<HandoverStep[]> {
  return manager.find(HandoverStep, { where: { handover: id }, order: { number: 'ASC' } });
}

/** Notes what the gate said to a step. */
export async function noteStep(
  manager: EntityManager,
  { handover, number }: HandoverStep,
  outcome: Pick<HandoverStep, 'state' | 'position' | 'refusal'>,
): Promise<void> {
  await manager.update(HandoverStep, { handover, number }, outcome);
}

/** Notes that nothing of a hand-over waits any more. */
export async function endHandover(manager: EntityManager, { id }: Handover, at: Instant): Promise<void> {
  await manager.update(Handover, { id, endedAt: IsNull() }, { endedAt: at });
}

/** How many steps of each state there are. */
export async function progressOf(manager: EntityManager, { id }: Handover): Promise<HandoverProgress> {
  const rows = await manager.query<{ state: HandoverStepState; steps: number }[]>(
    'SELECT state, count(*)::int AS steps FROM desk.handover_steps WHERE handover = $1 GROUP BY state',
    [id],
  );
  const counted = new Map(rows.map(({ state, steps }) => [state, steps]));
  const of = (state: HandoverStepState) => counted.get(state) ?? 0;
  return { waiting: of('waiting'), recorded: of('recorded'), rejected: of('rejected') };
}
