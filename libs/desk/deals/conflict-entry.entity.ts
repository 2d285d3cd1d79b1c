import type { Instant } from '@ledger/kernel/instant';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instantColumn } from './instant-column';

export const CONFLICT_ENTRY_KINDS = ['opened', 'dispute', 'message', 'taken', 'settled'] as const;
export type ConflictEntryKind = (typeof CONFLICT_ENTRY_KINDS)[number];

/** An entry in the log of a conflict. */
@Entity({ schema: 'desk', name: 'conflict_entries' })
export class ConflictEntry {
  @PrimaryColumn({ type: 'integer' })
  conflict!: number;

  @PrimaryColumn({ type: 'integer' })
  number!: number;

  @Column({ type: 'text' })
  kind!: ConflictEntryKind;

  @Column({ name: 'at_ms', type: 'bigint', transformer: instantColumn })
  at!: Instant;

  /** The principal; null: the ledger noted it. */
  @Column({ name: 'by_whom', type: 'text', nullable: true })
  by!: string | null;

  /** Of the partners the one that said it; null: staff, or the ledger. */
  @Column({ name: 'by_partner', type: 'text', nullable: true })
  byPartner!: string | null;

  /** The partner to whom staff said it; null: a note among staff. */
  @Column({ name: 'for_partner', type: 'text', nullable: true })
  forPartner!: string | null;

  /** Personal. */
  @Column({ type: 'text', nullable: true })
  words!: string | null;

  /** Their hashes; the files are those of the conflict. */
  @Column({ type: 'text', array: true })
  files!: string[];
}
