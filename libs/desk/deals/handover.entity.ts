import type { Instant } from '@ledger/kernel/instant';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instantColumn } from './instant-column';

/** All customers of a partner, handed over to another from a time on. */
@Entity({ schema: 'desk', name: 'handovers' })
export class Handover {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  program!: string;

  @Column({ name: 'from_partner', type: 'text' })
  fromPartner!: string;

  @Column({ name: 'to_partner', type: 'text' })
  toPartner!: string;

  /** From which earning event on. */
  @Column({ name: 'from_ms', type: 'bigint', transformer: instantColumn })
  from!: Instant;

  /** Personal: it may name persons. */
  @Column({ type: 'text' })
  evidence!: string;

  @Column({ name: 'asked_by', type: 'text' })
  askedBy!: string;

  @Column({ name: 'asked_at_ms', type: 'bigint', transformer: instantColumn })
  askedAt!: Instant;

  /** Null: overrides still wait to be recorded. */
  @Column({ name: 'ended_at_ms', type: 'bigint', nullable: true, transformer: instantColumn })
  endedAt!: Instant | null;
}
