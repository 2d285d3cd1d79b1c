import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MailLocale, MailTemplate } from './mail-templates';

/** `waiting` for the sender; `sent`: a server took it; `refused`: it will take it never; `given_up`: it never answered well. */
export const MAIL_STATES = ['waiting', 'sent', 'refused', 'given_up'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** A mail of the outbox, and what became of it. */
@Entity({ schema: 'desk', name: 'mails' })
export class Mail {
  /** Also in its Message-ID, which is the same at each attempt. */
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  program!: string;

  /** The partner whom it is for; null: somebody who is none. */
  @Column({ type: 'text', nullable: true })
  partner!: string | null;

  @Column({ type: 'text' })
  template!: MailTemplate;

  /** What it is of: a fact's id, a tracking id. */
  @Column({ type: 'text' })
  about!: string;

  @Column({ type: 'text' })
  locale!: MailLocale;

  /** Personal; null: forgotten some time after it ended. */
  @Column({ type: 'text', nullable: true })
  address!: string | null;

  /** Personal: what its template is filled with, as JSON text (jsonb has no NUL); null: forgotten. */
  @Column({ type: 'text', nullable: true })
  values!: string | null;

  /** SHA-256 of program, template, `about` and address: one mail for each. */
  @Column({ type: 'bytea' })
  once!: Buffer;

  @Column({ type: 'text' })
  state!: MailState;

  @Column({ type: 'integer' })
  attempts!: number;

  @Column({ name: 'queued_at', type: 'timestamptz' })
  queuedAt!: Date;

  @Column({ name: 'next_at', type: 'timestamptz' })
  nextAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** Why it is not sent, or was not at the last attempt. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;
}
