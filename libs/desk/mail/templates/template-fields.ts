import type { MailTemplate } from '../mail-templates';

const GREETED = ['program', 'name'] as const;
const LINKED = [...GREETED, 'path'] as const;

/** What a mail of each template may ask for. */
export const TEMPLATE_FIELDS: Readonly<Record<MailTemplate, readonly string[]>> = {
  'email-verification': [...LINKED, 'hours'],
  'application-received': [...LINKED, 'trackingId'],
  'application-info-requested': [...LINKED, 'trackingId', 'reason'],
  'application-approved': [...LINKED, 'trackingId', 'company', 'code', 'token'],
  'application-rejected': [...GREETED, 'trackingId', 'reason'],
  'member-invited': [...LINKED, 'company', 'token'],
  'lead-received': [...LINKED, 'lead', 'knownSince'],
  'conflict-opened': [...LINKED, 'conflict', 'customer', 'answerBy'],
  'conflict-settled': [...LINKED, 'conflict', 'customer', 'outcome'],
  'registration-expiring': [...LINKED, 'registration', 'customer', 'days', 'expiresOn'],
  'terms-announced': [...LINKED, 'version', 'effectiveFrom', 'changes', 'acknowledge'],
  'acknowledgement-reminder': [...LINKED, 'version', 'effectiveFrom'],
  'tax-form-expiring': [...LINKED, 'form', 'expiresOn'],
  'statement-ready': [...LINKED, 'month'],
  'payout-sent': [...LINKED, 'payout', 'amount'],
};
