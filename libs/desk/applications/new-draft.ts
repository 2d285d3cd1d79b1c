import type { EntityManager } from 'typeorm';
import { makeSecret, randomId } from '../invitations/desk-secret';
import type { MailLocale } from '../mail/mail-templates';
import { Application } from './application.entity';

/** A draft that nobody writes is kept for so long. */
const DRAFT_HOLDS_MS = 30 * 86_400_000;

export interface NewDraft {
  readonly program: string;
  readonly partnerType: string;
  readonly locale: MailLocale;
}

/** Until when a draft is kept that was written at a time. */
export function draftExpiresAt(at: Date): Date {
  return new Date(at.getTime() + DRAFT_HOLDS_MS);
}

/** Begins an application; its secret is answered this once. The partner's name in the log is made now, by chance, and stays. */
export async function newDraft(
  manager: EntityManager,
  { program, partnerType, locale }: NewDraft,
): Promise<{ readonly application: Application; readonly secret: string }> {
  const { text, hash } = makeSecret();
  const createdAt = new Date();
  const application = manager.create(Application, {
    ...{ program, id: randomId('drf'), partner: randomId('par'), partnerType, locale },
    ...{ answers: {}, files: [], submitted: null, version: 1, secretHashes: [hash] },
    ...{ createdAt, changedAt: createdAt, expiresAt: draftExpiresAt(createdAt) },
    ...{ trackingId: null, state: 'draft', submissions: 0, submittedAt: null, dueAt: null },
    ...{ decisions: 0, decidedAt: null, decidedBy: null, reason: null, code: null, taxForm: null },
    ...{ pending: null, pendingSince: null },
  });
  await manager.insert(Application, application);
  return { application, secret: text };
}
