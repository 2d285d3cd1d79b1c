import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A proposal to match a lead with a customer that staff did not take. */
@Entity({ schema: 'desk', name: 'dismissed_matches' })
export class DismissedMatch {
  @PrimaryColumn({ type: 'text' })
  program!: string;

  @PrimaryColumn({ type: 'text' })
  referral!: string;

  @PrimaryColumn({ type: 'text' })
  customer!: string;

  @Column({ name: 'dismissed_at', type: 'timestamptz' })
  dismissedAt!: Date;

  @Column({ name: 'dismissed_by', type: 'text' })
  dismissedBy!: string;
}
