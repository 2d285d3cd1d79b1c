import { Inject, Injectable } from '@nestjs/common';
import {
  addEntry,
  conflictId,
  entriesOf,
  findConflict,
  openConflicts,
  takeConflict,
} from '@ledger/desk/deals/conflict-desk';
import type { ConflictEntry } from '@ledger/desk/deals/conflict-entry.entity';
import { Conflict } from '@ledger/desk/deals/conflict.entity';
import { filesOf, readFileOf, type FileOwner, type KeptFile } from '@ledger/desk/files/keep-file';
import type { Instant } from '@ledger/kernel/instant';
import type { RecordedFact } from '@ledger/service-kit/facts/desk-facts';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';
import type { SentFile } from '@ledger/service-kit/requests/multipart-reader';
import { DataSource, IsNull, Not, type EntityManager } from 'typeorm';
import { ConflictNotes, creditedNow } from './conflict-notes.service';
import { keepSentFiles } from './kept-files';
import { OverridesService, type DecidedOverride } from './overrides.service';

/** So many settled conflicts are listed, the latest. */
const MOST_SETTLED = 200;

/** What somebody says in a conflict. */
export interface Said {
  readonly by: string;
  /** Null: staff. */
  readonly byPartner: string | null;
  readonly forPartner: string | null;
  readonly words: string;
  readonly files: readonly SentFile[];
}

/** A conflict with all that was said. */
export interface ConflictRecord {
  readonly conflict: Conflict;
  readonly entries: readonly ConflictEntry[];
  readonly files: readonly KeptFile[];
}

/** Conflicts of partners over customers: what is done about them. */
@Injectable()
export class ConflictsService {
  constructor(
    private readonly facts: DeskFacts,
    private readonly reader: ProgramReader,
    private readonly notes: ConflictNotes,
    private readonly overrides: OverridesService,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
  ) {}

  /** The conflicts that are open, or those that are settled. Throws the problem `not-found` for a program that is none. */
  async list(program: string, settled: boolean): Promise<readonly Conflict[]> {
    await this.notes.note(program);
    if (!settled) return openConflicts(this.desk.manager, program);
    return this.desk.manager.find(Conflict, {
      where: { program, settledAt: Not(IsNull()) },
      order: { number: 'DESC' },
      take: MOST_SETTLED,
    });
  }

  /** All of a partner's, the latest first. */
  async listOf(program: string, partner: string): Promise<readonly Conflict[]> {
    await this.notes.note(program);
    return this.desk.manager
      .createQueryBuilder(Conflict, 'conflict')
      .where('conflict.program = :program AND :partner = ANY(conflict.partners)', { program, partner })
      .orderBy('conflict.number', 'DESC')
      .limit(MOST_SETTLED)
      .getMany();
  }

  /** Throws the problem `not-found`; also for a partner (null: staff) that is none of its. */
  async find(program: string, id: string, partner: string | null): Promise<ConflictRecord> {
    const { manager } = this.desk;
    const conflict = await findConflict(manager, program, id);
    if (conflict === null || !isOf(conflict, partner)) throw noSuchConflict(program, id);
    const files = await filesOf(manager, ownerOf(conflict));
    return { conflict, entries: await entriesOf(manager, conflict), files };
  }

  /** A file of a conflict; of a partner's own, or what staff gave to it. Throws the problem `not-found`. */
  async file(program: string, id: string, hash: string, partner: string | null) {
    const { conflict, entries } = await this.find(program, id, partner);
    const mayHave = entries.some(
      (entry) =>
        entry.files.includes(hash) && (partner === null || entry.byPartner === partner || entry.forPartner === partner),
    );
    const file = mayHave ? await readFileOf(this.desk.manager, ownerOf(conflict), hash) : null;
    if (file === null) throw new Problem('not-found', `The conflict ${id} of ${program} has no such file.`);
    return file;
  }

  /** A partner manager takes a conflict; one that is taken already stays with whoever has it. */
  async take(program: string, id: string, by: string): Promise<ConflictRecord> {
    const at = await this.facts.now(program);
    await this.change(program, id, null, (desk, conflict) => takeConflict(desk, conflict, { by, at }));
    return this.find(program, id, null);
  }

  /** Adds to the log of a conflict. What staff say takes it too. */
  async say(program: string, id: string, said: Said): Promise<ConflictRecord> {
    const at = await this.facts.now(program);
    const { byPartner, forPartner } = said;
    await this.change(program, id, byPartner, async (desk, conflict) => {
      if (forPartner !== null && !conflict.partners.includes(forPartner)) {
        throw new Problem('invalid-request', `${forPartner} is no partner of the conflict ${id}.`);
      }
      if (byPartner === null) await takeConflict(desk, conflict, { by: said.by, at });
      await enter(desk, conflict, 'message', said, at);
    });
    return this.find(program, id, byPartner);
  }

  /**
   * A partner disputes the attribution of a customer: it joins the conflict over it, or opens one.
   *
   * @throws Problem `not-found` for a partner that has neither applied nor enrolled
   */
  async dispute(program: string, partner: string, customer: string, said: Omit<Said, 'byPartner' | 'forPartner'>) {
    await this.notes.note(program);
    return this.reader.partner(program, partner, async (read) => {
      const at = read.clock;
      const credited = await creditedNow(read, customer, at);
      const partners = [...new Set([...credited, partner])];
      return this.desk.transaction(async (desk) => {
        const opening = { program, customer, origin: 'dispute' as const, partners, at };
        const conflict = await this.notes.open(desk, read, { ...opening, seq: read.snapshot.about.lastSeq });
        await enter(desk, conflict, 'dispute', { ...said, byPartner: partner, forPartner: null }, at);
        return conflict;
      });
    });
  }

  /** Ends a conflict by an override. Throws the problems `rejected` (nothing is settled then), `conflict` and `not-found`. */
  async override(
    program: string,
    id: string,
    decided: Omit<DecidedOverride, 'customer' | 'key'>,
  ): Promise<RecordedFact & { readonly record: ConflictRecord }> {
    const { conflict } = await this.find(program, id, null);
    if (conflict.settledAt !== null) throw settledAlready(id);
    const before = await this.reader.program(program, (read) => this.creditedIn(read, conflict));
    const fact = await this.overrides.record(program, {
      ...decided,
      customer: conflict.customer,
      key: `${id}:override`,
    });
    const credited = new Set(decided.credits.map(({ partner }) => partner));
    await this.settle(program, id, { outcome: 'overridden', by: decided.by, reason: null }, { before, credited });
    return { ...fact, record: await this.find(program, id, null) };
  }

  /** Ends a conflict by leaving the attribution as it is. Throws the problems `conflict` and `not-found`. */
  async leave(program: string, id: string, { by, reason }: { readonly by: string; readonly reason: string }) {
    const { conflict } = await this.find(program, id, null);
    if (conflict.settledAt !== null) throw settledAlready(id);
    const credited = await this.reader.program(program, (read) => this.creditedIn(read, conflict));
    await this.settle(program, id, { outcome: 'left', by, reason }, { before: credited, credited });
    return this.find(program, id, null);
  }

  private async settle(
    program: string,
    id: string,
    end: { readonly outcome: 'overridden' | 'left'; readonly by: string; readonly reason: string | null },
    whose: { readonly before: ReadonlySet<string>; readonly credited: ReadonlySet<string> },
  ): Promise<void> {
    const at = await this.facts.now(program);
    await this.reader.program(program, (read) =>
      this.change(program, id, null, (desk, conflict) =>
        this.notes.settle(desk, read, conflict, { ...end, ...whose, at }),
      ),
    );
  }

  private creditedIn(read: ReadProgram, { customer }: Conflict): Promise<ReadonlySet<string>> {
    return read.clock === null ? Promise.resolve(new Set<string>()) : creditedNow(read, customer, read.clock);
  }

  /** Changes a conflict that nobody else changes meanwhile. */
  private async change(
    program: string,
    id: string,
    partner: string | null,
    make: (desk: EntityManager, conflict: Conflict) => Promise<void>,
  ): Promise<void> {
    await this.desk.transaction(async (desk) => {
      const conflict = await findConflict(desk, program, id, true);
      if (conflict === null || !isOf(conflict, partner)) throw noSuchConflict(program, id);
      await make(desk, conflict);
    });
  }
}

async function enter(
  desk: EntityManager,
  conflict: Conflict,
  kind: 'message' | 'dispute',
  { by, byPartner, forPartner, words, files }: Said,
  at: Instant,
): Promise<void> {
  const kept = await keepSentFiles(desk, files, ownerOf(conflict));
  await addEntry(desk, conflict, { kind, at, by, byPartner, forPartner, words, files: kept.map(({ hash }) => hash) });
}

function ownerOf({ program, number }: Conflict): FileOwner {
  return { program, kind: 'conflict', id: conflictId(number) };
}

function isOf({ partners }: Conflict, partner: string | null): boolean {
  return partner === null || partners.includes(partner);
}

function noSuchConflict(program: string, id: string): Problem {
  return new Problem('not-found', `There is no conflict ${id} in ${program}.`);
}

function settledAlready(id: string): Problem {
  return new Problem(
    'conflict',
    `The conflict ${id} is settled; an override of its own changes the attribution again.`,
  );
}
