import type { MailTemplate } from '../mail-templates';
import type { MailSource } from './mail-source';

const HELLO = 'Hello {name},';

/** The mails in English. */
export const ENGLISH: Readonly<Record<MailTemplate, MailSource>> = {
  'email-verification': {
    subject: '{program}: confirm your e-mail address',
    paragraphs: [
      HELLO,
      'please confirm that this is your address, so that your application can go on:',
      '{path}',
      'The link holds for {hours} hours. If you asked for nothing, do nothing: nothing will come of it.',
    ],
  },
  'application-received': {
    subject: '{program}: we have your application {trackingId}',
    paragraphs: [
      HELLO,
      'your application is here. Its number is {trackingId}; with it you see at any time how far it is:',
      '{path}',
      'We answer within two working days.',
    ],
  },
  'application-info-requested': {
    subject: '{program}: your application {trackingId} needs something more',
    paragraphs: [
      HELLO,
      'before we can decide on your application {trackingId}, we need this from you:',
      '{reason}',
      '{path}',
    ],
  },
  'application-approved': {
    subject: '{program}: {company} is in',
    paragraphs: [
      HELLO,
      'welcome: your application {trackingId} was approved, and {company} is a partner of {program} now.',
      'Your first code is {code}.',
      'Begin here:',
      '{path}',
      'You sign in with this token, which is shown this once; keep it as you keep a password: {token}',
    ],
  },
  'application-rejected': {
    subject: '{program}: your application {trackingId}',
    paragraphs: [HELLO, 'thank you for applying. We cannot take you in at present:', '{reason}'],
  },
  'member-invited': {
    subject: '{program}: you were invited by {company}',
    paragraphs: [
      HELLO,
      '{company}, a partner of {program}, invites you to work with it here:',
      '{path}',
      'You sign in with this token, which is shown this once; keep it as you keep a password: {token}',
    ],
  },
  'lead-received': {
    subject: '{program}: your lead {lead} is here',
    paragraphs: [
      HELLO,
      'we received your lead {lead}.',
      'The same contact or company has been known here since {knownSince}; what that means for your lead is decided by the terms.',
      'See how it goes on:',
      '{path}',
    ],
  },
  'conflict-opened': {
    subject: '{program}: two claims on one customer ({conflict})',
    paragraphs: [
      HELLO,
      'you and another partner both have a claim on {customer}. Until it is settled, say by {answerBy} what speaks for yours:',
      '{path}',
    ],
  },
  'conflict-settled': {
    subject: '{program}: {conflict} is settled',
    paragraphs: [
      HELLO,
      'the conflict {conflict} about {customer} is settled.',
      '{?outcome=kept}Your claim holds.',
      '{?outcome=lost}The other claim goes first; what was earned before then stays as the terms say.',
      '{?outcome=changed}Who is credited for it was changed.',
      '{path}',
    ],
  },
  'registration-expiring': {
    subject: '{program}: your registration of {customer} ends in {days} days',
    paragraphs: [
      HELLO,
      'your registration {registration} of {customer} holds until {expiresOn}, {days} days from now. After that the customer is free for others, unless you close the deal or register it again:',
      '{path}',
    ],
  },
  'terms-announced': {
    subject: '{program}: new terms from {effectiveFrom}',
    paragraphs: [
      HELLO,
      'from {effectiveFrom} on, version {version} of the terms of {program} holds for you. What changes:',
      '{changes}',
      '{?acknowledge}Please acknowledge them: until then your payouts wait.',
      '{path}',
    ],
  },
  'acknowledgement-reminder': {
    subject: '{program}: your payouts wait for an acknowledgement',
    paragraphs: [
      HELLO,
      'version {version} of the terms of {program}, which holds from {effectiveFrom}, still waits for your acknowledgement, and so do your payouts:',
      '{path}',
    ],
  },
  'tax-form-expiring': {
    subject: '{program}: your tax form ends on {expiresOn}',
    paragraphs: [
      HELLO,
      'your form {form} is good until {expiresOn}. Without a new one your payouts wait from then on. Send it here:',
      '{path}',
    ],
  },
  'statement-ready': {
    subject: '{program}: your statement of {month}',
    paragraphs: [HELLO, '{month} is closed, and your statement is ready:', '{path}'],
  },
  'payout-sent': {
    subject: '{program}: {amount} are on their way',
    paragraphs: [HELLO, 'we sent you {amount} (payout {payout}).', 'What it is for:', '{path}'],
  },
};
