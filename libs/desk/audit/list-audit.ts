import type { EntityManager } from 'typeorm';
import { AuditEntry } from './audit-entry.entity';

export interface AskedAudit {
  /** null: of all programs, and what was about none. */
  readonly program: string | null;
  /** Of one principal only; null: of all. */
  readonly principal: string | null;
  /** Older than this number; null: from the newest on. */
  readonly before: string | null;
  readonly limit: number;
}

/** What staff did, newest first. */
export function listAudit(manager: EntityManager, asked: AskedAudit): Promise<AuditEntry[]> {
  const query = manager.createQueryBuilder(AuditEntry, 'entry').orderBy('entry.number', 'DESC').limit(asked.limit);
  if (asked.program !== null) query.andWhere('entry.program = :program', { program: asked.program });
  if (asked.principal !== null) query.andWhere('entry.principal = :principal', { principal: asked.principal });
  if (asked.before !== null) query.andWhere('entry.number < :before', { before: asked.before });
  return query.getMany();
}
