import { Column, Entity, PrimaryColumn } from 'typeorm';

/** `waiting` for its turn; `running`; then `done`, `failed` with why, or `cancelled` by somebody. */
export const PREVIEW_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;
export type PreviewState = (typeof PREVIEW_STATES)[number];

const ofBigint = { to: (value: number) => value, from: Number };

/** What publishing a version of a program's terms would change: asked for, computed, and what became of it. */
@Entity({ schema: 'desk', name: 'terms_previews' })
export class TermsPreview {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  program!: string;

  @Column({ type: 'integer' })
  version!: number;

  /** Stands for the terms, the version before them and the options. */
  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'boolean' })
  acknowledge!: boolean;

  /** The canonical terms as JSON text. */
  @Column({ type: 'text' })
  terms!: string;

  /** What differs from the version before, sentence by sentence, as JSON text. */
  @Column({ type: 'text' })
  changes!: string;

  @Column({ name: 'asked_by', type: 'text' })
  askedBy!: string;

  @Column({ name: 'asked_at', type: 'timestamptz' })
  askedAt!: Date;

  @Column({ type: 'text' })
  state!: PreviewState;

  /** Of the process that computes it. */
  @Column({ type: 'uuid', nullable: true })
  run!: string | null;

  @Column({ name: 'seen_at', type: 'timestamptz', nullable: true })
  seenAt!: Date | null;

  /** So many arrivals of the log were taken, of both runs. */
  @Column({ type: 'bigint', transformer: ofBigint })
  done!: number;

  @Column({ type: 'bigint', transformer: ofBigint })
  total!: number;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** What it comes to, as JSON text; null: not known yet. */
  @Column({ type: 'text', nullable: true })
  effect!: string | null;

  @Column({ type: 'text', nullable: true })
  failure!: string | null;

  /** When it was about to be published. */
  @Column({ name: 'publishing_at', type: 'timestamptz', nullable: true })
  publishingAt!: Date | null;

  @Column({ name: 'published_by', type: 'text', nullable: true })
  publishedBy!: string | null;

  /** When the mails to partners were in the outbox. */
  @Column({ name: 'announced_at', type: 'timestamptz', nullable: true })
  announcedAt!: Date | null;
}
