import { Inject, Injectable } from '@nestjs/common';
import { conflictClocks, workingDaysOf } from '@ledger/desk/deals/conflict-clocks';
import {
  conflictId,
  lastSettled,
  openConflict,
  openConflicts,
  settleConflict,
  type ConflictOpening,
} from '@ledger/desk/deals/conflict-desk';
import type { Conflict } from '@ledger/desk/deals/conflict.entity';
import { rivalryOf, type Rivalry } from '@ledger/desk/deals/rivalry';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { termsAt, type ProgramTerms } from '@ledger/program/program-terms';
import { readAll, readRows } from '@ledger/read-models/postgres/queries/list-query';
import { contestedList, findAttribution, type AttributionRow } from '@ledger/read-models/tables/attributions';
import { overrideList, type OverrideRow } from '@ledger/read-models/tables/overrides';
import { findPartner } from '@ledger/read-models/tables/partners';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { CustomerSights } from '@ledger/service-kit/partners/customer-sights';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';
import { spanAt } from '@ledger/stages/attribution/credit-spans';
import { DataSource, type EntityManager } from 'typeorm';
import { mailPartner } from './partner-mail';

/** What the read models say of a program's conflicts. */
interface Derived {
  readonly clock: Instant;
  readonly seq: number;
  readonly rivals: ReadonlyMap<string, Rivalry>;
  readonly overrides: ReadonlyMap<string, readonly OverrideRow[]>;
}

/** Notes at the desk which conflicts there are: they are derived from the claims, nobody enters one. */
@Injectable()
export class ConflictNotes {
  constructor(
    private readonly reader: ProgramReader,
    private readonly sights: CustomerSights,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
  ) {}

  /**
   * Opens what is in conflict now, and ends what was decided by an override or fell away. What people settled stays so,
   * unless another partner comes in. Throws the problem `not-found` for a program that there is not.
   */
  async note(program: string): Promise<void> {
    await this.reader.program(program, async (read) => {
      const derived = await derive(read);
      if (derived !== null) await this.desk.transaction((desk) => this.bringUp(desk, read, derived));
    });
  }

  /** Opens a conflict, or adds to the one that is open, and tells the partners that are new to it. */
  async open(desk: EntityManager, read: ReadProgram, opening: ConflictOpening): Promise<Conflict> {
    const { conflict, joined } = await openConflict(desk, opening);
    const { takeBy: _, settleBy } = clocksOf(conflict, read.terms, opening.at);
    for (const partner of joined) {
      await mailPartner(desk, {
        program: opening.program,
        partner,
        template: 'conflict-opened',
        about: conflictId(conflict.number),
        values: { ...(await this.shownTo(read, conflict, partner)), answerBy: formatInstant(settleBy) },
      });
    }
    return conflict;
  }

  /** Ends a conflict, and tells its partners how it went for each; `credited`: who has the customer now. */
  async settle(
    desk: EntityManager,
    read: ReadProgram,
    conflict: Conflict,
    end: Parameters<typeof settleConflict>[2] & {
      readonly before: ReadonlySet<string>;
      readonly credited: ReadonlySet<string>;
    },
  ): Promise<void> {
    if (conflict.settledAt !== null) return;
    await settleConflict(desk, conflict, end);
    for (const partner of conflict.partners) {
      const [had, has] = [end.before.has(partner), end.credited.has(partner)];
      await mailPartner(desk, {
        program: conflict.program,
        partner,
        template: 'conflict-settled',
        about: `${conflictId(conflict.number)} settled`,
        values: {
          ...(await this.shownTo(read, conflict, partner)),
          outcome: !has ? 'lost' : had ? 'kept' : 'changed',
        },
      });
    }
  }

  private async bringUp(desk: EntityManager, read: ReadProgram, derived: Derived): Promise<void> {
    const { program } = read.snapshot.about;
    const { clock: at, seq, rivals, overrides } = derived;
    const [open, settled] = [await openConflicts(desk, program), await lastSettled(desk, program)];
    for (const conflict of open) {
      const isDecided = (overrides.get(conflict.customer) ?? []).some((one) => one.seq > conflict.openedSeq);
      const isOver = conflict.origin === 'claims' && !rivals.has(conflict.customer);
      if (!isDecided && !isOver) continue;
      const credited = await creditedNow(read, conflict.customer, at);
      const outcome = isDecided ? 'overridden' : 'lapsed';
      await this.settle(desk, read, conflict, { outcome, by: null, at, reason: null, before: credited, credited });
    }
    const isOpen = new Map(open.filter((one) => one.settledAt === null).map((one) => [one.customer, one.partners]));
    for (const [customer, { partners }] of rivals) {
      const known = isOpen.get(customer) ?? settled.get(customer) ?? [];
      const wasDecidedNow = open.some((one) => one.customer === customer && one.settledAt !== null);
      if (wasDecidedNow || partners.every((partner) => known.includes(partner))) continue;
      await this.open(desk, read, { program, customer, origin: 'claims', partners, at, seq });
    }
  }

  private async shownTo(read: ReadProgram, { number, customer }: Conflict, partner: string) {
    const { program, clock } = read.snapshot.about;
    const row = await findPartner(read.snapshot, partner);
    const sight = row && clock !== null ? await this.sights.of({ program, partner }, row, read.terms, clock) : null;
    const conflict = conflictId(number);
    return { conflict, path: `/conflicts/${conflict}`, customer: sight?.shown(customer) ?? '–' };
  }
}

/** The clocks of a conflict by the terms of the program. */
export function clocksOf(conflict: Conflict, terms: ProgramTerms, asOf: Instant) {
  return conflictClocks(conflict, workingDaysOf(termsAt(terms, conflict.openedAt)), asOf);
}

/** Who is credited with a customer at a time. */
export async function creditedNow(
  { snapshot }: ReadProgram,
  customer: string,
  at: Instant,
): Promise<ReadonlySet<string>> {
  const row = await findAttribution(snapshot, customer);
  return new Set(row === null ? [] : spanAt(row.spans, at).credits.map(({ partner }) => partner));
}

async function derive({ snapshot, terms, clock }: ReadProgram): Promise<Derived | null> {
  if (clock === null) return null;
  const overrides = new Map<string, OverrideRow[]>();
  for (const row of await readRows(snapshot, overrideList(snapshot))) {
    const list = overrides.get(row.customer);
    if (list === undefined) overrides.set(row.customer, [row]);
    else list.push(row);
  }
  const rivals = new Map<string, Rivalry>();
  for await (const row of readAll(snapshot, contestedList(snapshot))) {
    const rivalry = rivalryIn(row, overrides.get(row.customer) ?? [], terms, clock);
    if (rivalry !== null) rivals.set(row.customer, rivalry);
  }
  return { clock, seq: snapshot.about.lastSeq, rivals, overrides };
}

function rivalryIn(
  { settledAt, introductions, termsVersion }: AttributionRow,
  overrides: readonly OverrideRow[],
  { versions }: ProgramTerms,
  clock: Instant,
): Rivalry | null {
  const terms = versions.find(({ version }) => version === termsVersion);
  if (terms === undefined) return null;
  return rivalryOf({ settledAt, introductions, overriddenAt: overrides.map(({ at }) => at) }, terms, clock);
}
