import type { Instant } from '@ledger/kernel/instant';
import type { Credit } from '@ledger/stages/attribution/attribution.decisions';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { instantColumn } from './instant-column';

export const HANDOVER_STEP_STATES = ['waiting', 'recorded', 'rejected'] as const;
export type HandoverStepState = (typeof HANDOVER_STEP_STATES)[number];

/** One override of a hand-over. */
@Entity({ schema: 'desk', name: 'handover_steps' })
export class HandoverStep {
  @PrimaryColumn({ type: 'text' })
  handover!: string;

  @PrimaryColumn({ type: 'integer' })
  number!: number;

  @Column({ type: 'text' })
  customer!: string;

  @Column({ name: 'from_ms', type: 'bigint', transformer: instantColumn })
  from!: Instant;

  @Column({
    type: 'text',
    transformer: {
      to: (credits: readonly Credit[]) => JSON.stringify(credits),
      from: (text: string) => JSON.parse(text) as readonly Credit[],
    },
  })
  credits!: readonly Credit[];

  @Column({ type: 'text' })
  state!: HandoverStepState;

  /** Of the log, in digits. */
  @Column({ type: 'text', nullable: true })
  position!: string | null;

  /** What the gate said; null: it took it, or was not asked yet. */
  @Column({ type: 'text', nullable: true })
  refusal!: string | null;
}
