import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { hash, randomUUID } from 'node:crypto';
import { handedOver } from '@ledger/desk/deals/handed-over';
import {
  endHandover,
  findHandover,
  handoversUnderWay,
  keepHandover,
  listHandovers,
  noteStep,
  progressOf,
  stepsOf,
  type HandoverProgress,
  type PlannedStep,
} from '@ledger/desk/deals/handover-desk';
import type { HandoverStep } from '@ledger/desk/deals/handover-step.entity';
import type { Handover } from '@ledger/desk/deals/handover.entity';
import { formatInstant, instant, type Instant } from '@ledger/kernel/instant';
import { readAll } from '@ledger/read-models/postgres/queries/list-query';
import { attributionList } from '@ledger/read-models/tables/attributions';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import type { Credit } from '@ledger/stages/attribution/attribution.decisions';
import { DataSource } from 'typeorm';
import { OverridesService } from './overrides.service';
import { codeOf } from './protected-accounts.service';
import type { OverrideEffectDto } from './override-effect.dto';

/** Which customers go to whom. */
export interface AskedHandover {
  readonly program: string;
  readonly fromPartner: string;
  readonly toPartner: string;
  readonly from: Instant;
}

export interface HandoverAt {
  readonly handover: Handover;
  readonly progress: HandoverProgress;
}

/** Hands all customers of a partner over to another: one action, many overrides. */
@Injectable()
export class HandoversService {
  constructor(
    private readonly facts: DeskFacts,
    private readonly reader: ProgramReader,
    private readonly overrides: OverridesService,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
  ) {}

  /** What a hand-over would do, in customers and in money; nothing is recorded. */
  async preview(
    asked: AskedHandover,
    by: { readonly by: string; readonly response: Response },
  ): Promise<{
    readonly customers: readonly string[];
    readonly overrides: number;
    readonly effect: OverrideEffectDto;
  }> {
    const steps = await this.plan(asked);
    const overrides = steps.map(({ customer, credits, from }) => ({
      customer,
      credits: creditsIn(credits),
      from: formatInstant(from),
    }));
    const effect = await this.overrides.preview(asked.program, overrides, by);
    return { customers: [...new Set(steps.map(({ customer }) => customer))], overrides: steps.length, effect };
  }

  /** Keeps what is to be done; the same key again changes nothing. `run` does it. */
  async begin(
    asked: AskedHandover,
    { by, evidence, key }: { readonly by: string; readonly evidence: string; readonly key: string | undefined },
  ): Promise<HandoverAt> {
    const { program } = asked;
    const named = key === undefined ? randomUUID() : JSON.stringify([program, key]);
    const id = `ho_${hash('sha256', named, 'hex').slice(0, 20)}`;
    const known = await findHandover(this.desk.manager, program, id);
    if (known === null) {
      const steps = await this.plan(asked);
      const askedAt = await this.facts.now(program);
      await this.desk.transaction((desk) =>
        keepHandover(desk, { ...asked, id, evidence, askedBy: by, askedAt }, steps),
      );
    }
    return this.find(program, id);
  }

  /** Throws the problem `not-found`. */
  async find(program: string, id: string): Promise<HandoverAt> {
    const handover = program.includes('\0') ? null : await findHandover(this.desk.manager, program, id);
    if (handover === null) throw new Problem('not-found', `There is no hand-over ${id} in ${program}.`);
    return { handover, progress: await progressOf(this.desk.manager, handover) };
  }

  steps({ handover }: HandoverAt): Promise<readonly HandoverStep[]> {
    return stepsOf(this.desk.manager, handover);
  }

  async list(program: string): Promise<readonly HandoverAt[]> {
    await this.reader.program(program, () => Promise.resolve());
    const { manager } = this.desk;
    const found: HandoverAt[] = [];
    for (const handover of await listHandovers(manager, program)) {
      found.push({ handover, progress: await progressOf(manager, handover) });
    }
    return found;
  }

  /**
   * Does what waits, of all hand-overs; ends early once it is told to stop. Whatever was offered before a crash is
   * offered again under the same key and known again, so it may be cut off anywhere.
   */
  async run(isStopping: () => boolean): Promise<void> {
    for (const handover of await handoversUnderWay(this.desk.manager)) {
      const steps = await stepsOf(this.desk.manager, handover);
      const seen = new Map<string, number>();
      for (const step of steps) {
        if (isStopping()) return;
        const nth = seen.get(step.customer) ?? 0;
        seen.set(step.customer, nth + 1);
        if (step.state === 'waiting') await this.make(handover, step, nth);
      }
      await endHandover(this.desk.manager, handover, await this.facts.now(handover.program));
    }
  }

  /** Of several overrides of a customer each is later than the one before: in that order they make its spans. */
  private async make(
    { id, program, askedBy, evidence, askedAt }: Handover,
    step: HandoverStep,
    nth: number,
  ): Promise<void> {
    const override = {
      customer: step.customer,
      credits: creditsIn(step.credits),
      from: formatInstant(step.from),
      by: askedBy,
      evidence,
      key: `${id}:${step.number}`,
      time: instant(askedAt + nth),
    };
    const outcome = await this.overrides.record(program, override).then(
      ({ position }) => ({ state: 'recorded' as const, position, refusal: null }),
      (error: unknown) => {
        if (!(error instanceof Problem) || error.kind !== 'rejected') throw error;
        return { state: 'rejected' as const, position: null, refusal: `${codeOf(error)}: ${error.detail}` };
      },
    );
    await noteStep(this.desk.manager, step, outcome);
  }

  /** Throws the problems `not-found` for a partner that is not known and `invalid-request` for one to itself. */
  private async plan({ program, fromPartner, toPartner, from }: AskedHandover): Promise<readonly PlannedStep[]> {
    if (fromPartner === toPartner) {
      throw new Problem('invalid-request', 'A partner’s customers are handed over to another, not to itself.', {
        errors: [{ field: 'toPartner', detail: 'toPartner must be another than fromPartner' }],
      });
    }
    await this.reader.partner(program, toPartner, () => Promise.resolve());
    return this.reader.partner(program, fromPartner, async ({ snapshot }) => {
      const steps: PlannedStep[] = [];
      for await (const { customer, spans } of readAll(snapshot, attributionList(snapshot))) {
        const made = handedOver(spans, { of: fromPartner, to: toPartner, from });
        for (const one of made) steps.push({ customer, ...one });
      }
      return steps;
    });
  }
}

/** Credits as an override says them. */
function creditsIn(credits: readonly Credit[]) {
  return credits.map(({ partner, role, weight }) => ({ partner, role, ...(weight === null ? {} : { weight }) }));
}
