import type { PendingStep } from '@ledger/desk/applications/application-parts';
import type { Application } from '@ledger/desk/applications/application.entity';
import { textOf } from '@ledger/desk/applications/text-of';
import { makeSecret } from '@ledger/desk/invitations/desk-secret';
import { invite } from '@ledger/desk/invitations/invite';
import { enqueueMail, type MailOf } from '@ledger/desk/mail/enqueue-mail';
import type { MailTemplate } from '@ledger/desk/mail/mail-templates';
import type { EntityManager } from 'typeorm';

/**
 * Puts the mail into the outbox that tells an applicant what became of its application; a link to its draft gets a secret
 * of its own, of which the application keeps the hash. An approval makes its first person.
 */
export async function tellApplicant(
  manager: EntityManager,
  application: Application,
  { step, reason, by }: PendingStep,
): Promise<void> {
  const { program, id, partner, locale, code, submissions, decisions } = application;
  const answers = application.submitted?.answers ?? {};
  const [email, name, trackingId] = [textOf(answers, 'email'), textOf(answers, 'name'), application.trackingId];
  if (trackingId === null) throw new Error(`the application ${id} was never submitted`);
  // One that came as an event need not have an address: staff makes its persons by hand.
  if (email === null) return;
  const about = `${trackingId} ${step} ${step === 'submit' ? submissions : decisions}`;
  const send = <T extends MailTemplate>(template: T, values: MailOf<T>['values']) =>
    enqueueMail(manager, { program, template, to: email, locale, values, about, partner });
  switch (step) {
    case 'submit':
      return send('application-received', { name, trackingId, path: `/applications/${trackingId}` });
    case 'ask': {
      const secret = makeSecret();
      application.secretHashes = [...application.secretHashes, secret.hash];
      const path = `/apply/${program}/${id}#${secret.text}`;
      return send('application-info-requested', { name, trackingId, reason: reason ?? '', path });
    }
    case 'reject':
      return send('application-rejected', { name, trackingId, reason: reason ?? '' });
    case 'approve': {
      const { path } = await invite(manager, { program, partner, email, name, locale, by: by ?? 'desk' });
      const company = textOf(answers, 'company') ?? name ?? partner;
      return send('application-approved', { name, trackingId, company, code, token: null, path });
    }
  }
}
