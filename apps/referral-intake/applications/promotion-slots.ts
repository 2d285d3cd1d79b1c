import { Injectable } from '@nestjs/common';
import { formatRate } from '@ledger/kernel/rate';
import { termsAt } from '@ledger/program/program-terms';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';

/** The promotion of a program, and how many of its slots are left. */
export interface PromotionSlots {
  readonly name: string;
  readonly rate: string;
  readonly slots: number;
  readonly taken: number;
  readonly left: number;
}

/** The slot of a promotion that a partner took; the first is 1. */
export interface TakenSlot {
  readonly promotion: string;
  readonly rate: string;
  readonly slot: number;
}

/** Who took which slot, in the order in which they were taken. */
const TAKEN = (schema: string) => `
  SELECT m.partner, m.promotion, m.rate, row_number() OVER (ORDER BY m.seq)::int AS slot
    FROM ${schema}.promotions m
   WHERE m.program = $1 AND m.promotion = $2`;

/** Slots of promotions, as the read models have them. */
@Injectable()
export class PromotionSlotsService {
  constructor(
    private readonly reader: ProgramReader,
    private readonly facts: DeskFacts,
  ) {}

  /** The promotions of the terms in force: none, or one. */
  async list(program: string): Promise<readonly PromotionSlots[]> {
    const now = await this.facts.now(program);
    return this.reader.program(program, async (read) => {
      const { promotion } = termsAt(read.terms, now);
      if (promotion === null) return [];
      const { name, rate, slots } = promotion;
      const taken = (await takenSlots(read, name)).length;
      return [{ name, rate: formatRate(rate), slots, taken, left: Math.max(slots - taken, 0) }];
    });
  }

  /** The slot that a partner took; null: none. */
  async of(program: string, partner: string): Promise<TakenSlot | null> {
    const now = await this.facts.now(program);
    return this.reader.program(program, async (read) => {
      const { promotion } = termsAt(read.terms, now);
      if (promotion === null) return null;
      const own = (await takenSlots(read, promotion.name)).find((taken) => taken.partner === partner);
      return own === undefined ? null : { promotion: own.promotion, rate: own.rate, slot: own.slot };
    });
  }
}

async function takenSlots({ snapshot }: ReadProgram, promotion: string) {
  const { sql, schema, about } = snapshot;
  return sql.rows<TakenSlot & { readonly partner: string }>(TAKEN(schema), [about.program, promotion]);
}
