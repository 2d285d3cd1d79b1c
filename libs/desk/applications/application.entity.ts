import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MailLocale } from '../mail/mail-templates';
import type { Answers } from './check-answers';
import type { AnsweredFile, PendingStep, Submission, TaxFormConfirmed } from './application-parts';

export const APPLICATION_STATES = ['draft', 'submitted', 'info_requested', 'approved', 'rejected'] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** An application, from its first draft to its decision. */
@Entity({ schema: 'desk', name: 'applications' })
export class Application {
  @PrimaryColumn({ type: 'text' })
  program!: string;

  /** Of its draft. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** What the applicant is called in the log. */
  @Column({ type: 'text' })
  partner!: string;

  @Column({ name: 'partner_type', type: 'text' })
  partnerType!: string;

  @Column({ type: 'text' })
  locale!: MailLocale;

  /** As they were typed last. */
  @Column({ type: 'simple-json' })
  answers!: Answers;

  @Column({ type: 'simple-json' })
  files!: AnsweredFile[];

  /** What was submitted last. */
  @Column({ type: 'simple-json', nullable: true })
  submitted!: Submission | null;

  /** Of the draft, for those who write it. */
  @Column({ type: 'integer' })
  version!: number;

  /** SHA-256 of the secrets that open the draft. */
  @Column({ name: 'secret_hashes', type: 'text', array: true })
  secretHashes!: string[];

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @Column({ name: 'changed_at', type: 'timestamptz' })
  changedAt!: Date;

  /** From then on the draft is dropped; null: it was submitted. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'tracking_id', type: 'text', nullable: true })
  trackingId!: string | null;

  @Column({ type: 'text' })
  state!: ApplicationState;

  @Column({ type: 'integer' })
  submissions!: number;

  /** By the program's clock. */
  @Column({ name: 'submitted_at', type: 'timestamptz', nullable: true })
  submittedAt!: Date | null;

  @Column({ name: 'due_at', type: 'timestamptz', nullable: true })
  dueAt!: Date | null;

  @Column({ type: 'integer' })
  decisions!: number;

  /** By the program's clock. */
  @Column({ name: 'decided_at', type: 'timestamptz', nullable: true })
  decidedAt!: Date | null;

  @Column({ name: 'decided_by', type: 'text', nullable: true })
  decidedBy!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** The default code of the partner. */
  @Column({ type: 'text', nullable: true })
  code!: string | null;

  @Column({ name: 'tax_form', type: 'simple-json', nullable: true })
  taxForm!: TaxFormConfirmed | null;

  /** What was begun and is not through: it is taken up again. */
  @Column({ type: 'simple-json', nullable: true })
  pending!: PendingStep | null;

  @Column({ name: 'pending_since', type: 'timestamptz', nullable: true })
  pendingSince!: Date | null;
}
