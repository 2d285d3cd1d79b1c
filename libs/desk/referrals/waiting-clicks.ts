import type { EntityManager } from 'typeorm';
import { WaitingClick } from './waiting-click.entity';

/** A click as it is recorded. */
export type Click = Pick<WaitingClick, 'clickId' | 'program' | 'code' | 'clickedAt'>;

/** Keeps a click until it is recorded; one that is kept stays. */
export async function keepClick(manager: EntityManager, { clickId, program, code, clickedAt }: Click): Promise<void> {
  const row = { clickId, program, code, clickedAt };
  await manager.createQueryBuilder().insert().into(WaitingClick).values(row).orIgnore().execute();
}

/** The clicks that wait longest. */
export function oldestClicks(manager: EntityManager, limit: number): Promise<WaitingClick[]> {
  return manager.find(WaitingClick, { order: { clickedAt: 'ASC', clickId: 'ASC' }, take: limit });
}

/** It is recorded, or never will be. */
export async function forgetClick(manager: EntityManager, clickId: string): Promise<void> {
  await manager.delete(WaitingClick, { clickId });
}
