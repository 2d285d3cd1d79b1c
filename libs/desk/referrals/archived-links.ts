import { In, type EntityManager } from 'typeorm';
import { ArchivedLink } from './archived-link.entity';

/** A link, by its code as codes are compared. */
export interface LinkKey {
  readonly program: string;
  readonly codeKey: string;
}

/** Archives a link; one that is stays as it was archived. */
export async function archiveLink(manager: EntityManager, { program, codeKey }: LinkKey, by: string): Promise<void> {
  const row = { program, codeKey, archivedAt: new Date(), archivedBy: by };
  await manager.createQueryBuilder().insert().into(ArchivedLink).values(row).orIgnore().execute();
}

/** Lets a link lead to its page again. */
export async function restoreLink(manager: EntityManager, { program, codeKey }: LinkKey): Promise<void> {
  await manager.delete(ArchivedLink, { program, codeKey });
}

/** Those of a program's links that are archived, with when. */
export async function archivedAmong(
  manager: EntityManager,
  program: string,
  codeKeys: readonly string[],
): Promise<ReadonlyMap<string, Date>> {
  if (codeKeys.length === 0) return new Map();
  const rows = await manager.findBy(ArchivedLink, { program, codeKey: In([...codeKeys]) });
  return new Map(rows.map(({ codeKey, archivedAt }) => [codeKey, archivedAt]));
}
