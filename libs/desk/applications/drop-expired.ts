import { LessThan, type EntityManager } from 'typeorm';
import { dropFilesOf, type FileOwner } from '../files/keep-file';
import { Application } from './application.entity';

const AT_ONCE = 100;

/** Whose the files of an application are. */
export function filesOwner({ program, id }: Pick<Application, 'program' | 'id'>): FileOwner {
  return { program, kind: 'application', id };
}

/** Drops drafts that nobody wrote for long, with their files; answers how many. */
export async function dropExpiredDrafts(manager: EntityManager, now: Date): Promise<number> {
  const expired = await manager.find(Application, {
    where: { expiresAt: LessThan(now) },
    lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
    take: AT_ONCE,
  });
  for (const draft of expired) await eraseApplication(manager, draft);
  return expired.length;
}

/** Takes an application out of the desk, with its files: what the log has of it is not touched. */
export async function eraseApplication(
  manager: EntityManager,
  application: Pick<Application, 'program' | 'id'>,
): Promise<void> {
  const { program, id } = application;
  await dropFilesOf(manager, filesOwner(application));
  await manager.delete(Application, { program, id });
}
