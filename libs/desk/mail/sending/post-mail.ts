import { createTransport } from 'nodemailer';
import { answerOfError, type MailAnswer } from './mail-answer';
import type { RenderedMail } from '../templates/render-mail';

/** A mail on its way. */
export interface PostedMail extends RenderedMail {
  /** The same at each attempt: who gets it twice can tell. */
  readonly messageId: string;
  readonly to: string;
}

/** Hands one mail to a server. Throws nothing. */
export type PostMail = (mail: PostedMail) => Promise<MailAnswer>;

export interface MailServer {
  /** `smtp://` or `smtps://`, with user and password where it wants them. */
  readonly url: string;
  /** Such as `Partners <partners@example.com>`. */
  readonly from: string;
}

const CONNECT_WITHIN_MS = 10_000;
/** A server may take its time over a mail; one that says nothing for so long is not waited for. */
export const ANSWERS_WITHIN_MS = 30_000;

/** Sends by a server, each mail on a connection of its own: what one recipient does there touches no other. */
export function postBySmtp({ url, from }: MailServer): PostMail {
  const transport = createTransport({
    url,
    connectionTimeout: CONNECT_WITHIN_MS,
    greetingTimeout: CONNECT_WITHIN_MS,
    socketTimeout: ANSWERS_WITHIN_MS,
    // A mail is what its template says: nothing is read from files or from the network for it.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async ({ to, subject, text, html, messageId }) => {
    try {
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        messageId,
        // So that no holiday answers it.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { type: 'sent' };
    } catch (error) {
      return answerOfError(error, to);
    }
  };
}
