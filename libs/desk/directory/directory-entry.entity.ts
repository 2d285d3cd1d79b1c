import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the public reads of a partner. */
export interface Listing {
  readonly name: string;
  readonly region: string;
  /** Two letters each, such as `de`. */
  readonly languages: readonly string[];
  readonly website: string;
  /** What it does. */
  readonly about: string;
}

/** The entry of a partner in the directory: what it says of itself, and what of it was approved. */
@Entity({ schema: 'desk', name: 'directory_entries' })
export class DirectoryEntry {
  @PrimaryColumn({ type: 'text' })
  program!: string;

  @PrimaryColumn({ type: 'text' })
  partner!: string;

  /** null: nothing waits for a decision. */
  @Column({ type: 'simple-json', nullable: true })
  proposed!: Listing | null;

  @Column({ name: 'proposed_at', type: 'timestamptz', nullable: true })
  proposedAt!: Date | null;

  /** null: nothing was approved. */
  @Column({ type: 'simple-json', nullable: true })
  listed!: Listing | null;

  @Column({ name: 'listed_at', type: 'timestamptz', nullable: true })
  listedAt!: Date | null;

  @Column({ name: 'decided_by', type: 'text', nullable: true })
  decidedBy!: string | null;

  /** Why what was proposed was declined. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;
}
