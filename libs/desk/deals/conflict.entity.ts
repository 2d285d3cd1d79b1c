import type { Instant } from '@ledger/kernel/instant';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { instantColumn } from './instant-column';

/** How a conflict ended: staff overrode the attribution, left it as it is, or a claim fell away. */
export const CONFLICT_OUTCOMES = ['overridden', 'left', 'lapsed'] as const;
export type ConflictOutcome = (typeof CONFLICT_OUTCOMES)[number];

/** What opened it: claims of several partners, or the dispute of one. */
export const CONFLICT_ORIGINS = ['claims', 'dispute'] as const;
export type ConflictOrigin = (typeof CONFLICT_ORIGINS)[number];

/** Partners in conflict over a customer; times are those of the program's clock. */
@Entity({ schema: 'desk', name: 'conflicts' })
export class Conflict {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  number!: number;

  @Column({ type: 'text' })
  program!: string;

  @Column({ type: 'text' })
  customer!: string;

  @Column({ type: 'text' })
  origin!: ConflictOrigin;

  @Column({ type: 'text', array: true })
  partners!: string[];

  @Column({ name: 'opened_at_ms', type: 'bigint', transformer: instantColumn })
  openedAt!: Instant;

  /** The last fact of the program then: an override behind it decides the conflict. */
  @Column({ name: 'opened_seq', type: 'bigint', transformer: { to: (seq: number) => seq, from: Number } })
  openedSeq!: number;

  @Column({ name: 'taken_at_ms', type: 'bigint', nullable: true, transformer: instantColumn })
  takenAt!: Instant | null;

  @Column({ name: 'taken_by', type: 'text', nullable: true })
  takenBy!: string | null;

  @Column({ name: 'settled_at_ms', type: 'bigint', nullable: true, transformer: instantColumn })
  settledAt!: Instant | null;

  /** Null: nobody, it lapsed, or an override came in by another door. */
  @Column({ name: 'settled_by', type: 'text', nullable: true })
  settledBy!: string | null;

  @Column({ type: 'text', nullable: true })
  outcome!: ConflictOutcome | null;

  /** Personal: why it was left as it is. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;
}
