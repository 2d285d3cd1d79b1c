import { LANGUAGES, languageOf, type Language } from '@ledger/explain/language';

/** Languages that mails are written in. */
export const MAIL_LOCALES = LANGUAGES;
export type MailLocale = Language;

/** Every mail that is sent. */
export const MAIL_TEMPLATES = [
  'email-verification',
  'application-received',
  'application-info-requested',
  'application-approved',
  'application-rejected',
  'member-invited',
  'lead-received',
  'conflict-opened',
  'conflict-settled',
  'registration-expiring',
  'terms-announced',
  'acknowledgement-reminder',
  'tax-form-expiring',
  'statement-ready',
  'payout-sent',
] as const;
export type MailTemplate = (typeof MAIL_TEMPLATES)[number];

/** Whom a mail speaks to; null: its name is not known. */
interface ToSomeone {
  readonly name: string | null;
}

/** A mail with a link: the path is of the ledger's public address, which the sender puts before it. */
interface WithLink {
  /** Begins with a slash, such as `/apply/…`. */
  readonly path: string;
}

/**
 * What each mail is filled with. Days are such as `2026-03-31`, months `2026-03`, instants in UTC, such as
 * `2026-03-31T12:00:00Z`; a mail shows them as its language does. What a partner may not see (a customer's name, where
 * its type of partner sees none) is not put in here: callers give what `shownCustomer` answers.
 */
export interface MailValues {
  /** `hours`: so long the link holds. */
  readonly 'email-verification': ToSomeone & WithLink & { readonly hours: number };
  readonly 'application-received': ToSomeone & WithLink & { readonly trackingId: string };
  /** `reason`: what is asked for, as the reviewer wrote it. */
  readonly 'application-info-requested': ToSomeone &
    WithLink & { readonly trackingId: string; readonly reason: string };
  /** `code`: the first code of the partner; `token`: what its first person signs in with, shown this once. */
  readonly 'application-approved': ToSomeone &
    WithLink & {
      readonly trackingId: string;
      readonly company: string;
      readonly code: string | null;
      readonly token: string | null;
    };
  readonly 'application-rejected': ToSomeone & { readonly trackingId: string; readonly reason: string };
  readonly 'member-invited': ToSomeone & WithLink & { readonly company: string; readonly token: string | null };
  /** `lead`: its id; `knownSince`: the day since which the same was known before. */
  readonly 'lead-received': ToSomeone & WithLink & { readonly lead: string; readonly knownSince: string | null };
  /** `answerBy`: an instant. */
  readonly 'conflict-opened': ToSomeone &
    WithLink & { readonly conflict: string; readonly customer: string; readonly answerBy: string };
  /** `outcome`: for whom it ended, seen by the one who reads it. */
  readonly 'conflict-settled': ToSomeone &
    WithLink & {
      readonly conflict: string;
      readonly customer: string;
      readonly outcome: 'kept' | 'lost' | 'changed';
    };
  readonly 'registration-expiring': ToSomeone &
    WithLink & {
      readonly registration: string;
      readonly customer: string;
      readonly days: number;
      readonly expiresOn: string;
    };
  /** `changes`: sentences of the preview; `acknowledge`: payouts wait until the partner acknowledged them. */
  readonly 'terms-announced': ToSomeone &
    WithLink & {
      readonly version: string;
      readonly effectiveFrom: string;
      readonly changes: readonly string[];
      readonly acknowledge: boolean;
    };
  readonly 'acknowledgement-reminder': ToSomeone &
    WithLink & { readonly version: string; readonly effectiveFrom: string };
  /** `form`: such as `W-9`. */
  readonly 'tax-form-expiring': ToSomeone & WithLink & { readonly form: string; readonly expiresOn: string };
  /** `month`: such as `2026-03`. */
  readonly 'statement-ready': ToSomeone & WithLink & { readonly month: string };
  readonly 'payout-sent': ToSomeone &
    WithLink & { readonly payout: string; readonly amountMinor: string; readonly currency: string };
}

/** The language of a person, from what `Accept-Language` or a profile says; English where mails have none of them. */
export function mailLocaleOf(text: string | null | undefined): MailLocale {
  return languageOf(text ?? undefined);
}
