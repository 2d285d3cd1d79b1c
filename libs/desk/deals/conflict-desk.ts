import type { Instant } from '@ledger/kernel/instant';
import { IsNull, type EntityManager } from 'typeorm';
import { Conflict, type ConflictOutcome } from './conflict.entity';
import { ConflictEntry } from './conflict-entry.entity';

/** What opens a conflict, or adds to the one that is open. */
export interface ConflictOpening {
  readonly program: string;
  readonly customer: string;
  readonly origin: Conflict['origin'];
  readonly partners: readonly string[];
  readonly at: Instant;
  /** The last fact of the program. */
  readonly seq: number;
}

/** The id under which a conflict is shown. */
export function conflictId(number: number): string {
  return `cf-${number}`;
}

/** The number of a conflict's id; null: it is none. */
export function conflictNumber(id: string): number | null {
  const digits = /^cf-([1-9]\d{0,8})$/.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** A conflict of a program by its id, locked for the transaction where asked; null: there is none. */
export function findConflict(
  manager: EntityManager,
  program: string,
  id: string,
  forUpdate = false,
): Promise<Conflict | null> {
  const number = conflictNumber(id);
  // Postgres keeps no NUL, so no program of a conflict has one.
  if (number === null || program.includes('\0')) return Promise.resolve(null);
  const lock = forUpdate ? { lock: { mode: 'pessimistic_write' as const } } : {};
  return manager.findOne(Conflict, { where: { program, number }, ...lock });
}

/** The conflicts of a program that are not settled. */
export function openConflicts(manager: EntityManager, program: string): Promise<Conflict[]> {
  return manager.find(Conflict, { where: { program, settledAt: IsNull() }, order: { number: 'ASC' } });
}

/**
 * Opens a conflict over a customer; where one is open, the partners that are new to it join it. Answers it, and whether
 * it is new. Whoever is second waits for the first: one is open at most.
 */
export async function openConflict(
  manager: EntityManager,
  { program, customer, origin, partners, at, seq }: ConflictOpening,
): Promise<{ readonly conflict: Conflict; readonly isNew: boolean; readonly joined: readonly string[] }> {
  const made = await manager.query<{ number: number }[]>(
    `INSERT INTO desk.conflicts (program, customer, origin, partners, opened_at_ms, opened_seq)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (program, customer) WHERE settled_at_ms IS NULL DO NOTHING
     RETURNING number`,
    [program, customer, origin, partners, at, seq],
  );
  const conflict = await manager.findOneOrFail(Conflict, {
    where: { program, customer, settledAt: IsNull() },
    lock: { mode: 'pessimistic_write' },
  });
  if (made.length > 0) {
    await addEntry(manager, conflict, { kind: 'opened', at });
    return { conflict, isNew: true, joined: partners };
  }
  const joined = partners.filter((partner) => !conflict.partners.includes(partner));
  if (joined.length > 0) {
    conflict.partners = [...conflict.partners, ...joined];
    await manager.update(Conflict, conflict.number, { partners: conflict.partners });
  }
  return { conflict, isNew: false, joined };
}

/** Adds to the log of a conflict that the transaction has locked. */
export async function addEntry(
  manager: EntityManager,
  { number: conflict }: Conflict,
  entry: Pick<ConflictEntry, 'kind' | 'at'> & Partial<ConflictEntry>,
): Promise<ConflictEntry> {
  const number = (await manager.countBy(ConflictEntry, { conflict })) + 1;
  const rest = { by: null, byPartner: null, forPartner: null, words: null, files: [] };
  const added = { ...rest, ...entry, conflict, number };
  await manager.insert(ConflictEntry, added);
  return added;
}

/** The log of a conflict. */
export function entriesOf(manager: EntityManager, { number: conflict }: Conflict): Promise<ConflictEntry[]> {
  return manager.find(ConflictEntry, { where: { conflict }, order: { number: 'ASC' } });
}

/** A partner manager takes a conflict, once. */
export async function takeConflict(
  manager: EntityManager,
  conflict: Conflict,
  { by, at }: { readonly by: string; readonly at: Instant },
): Promise<void> {
  if (conflict.takenAt !== null) return;
  Object.assign(conflict, { takenAt: at, takenBy: by });
  await manager.update(Conflict, conflict.number, { takenAt: at, takenBy: by });
  await addEntry(manager, conflict, { kind: 'taken', at, by });
}

/** Ends a conflict, once. */
export async function settleConflict(
  manager: EntityManager,
  conflict: Conflict,
  how: {
    readonly outcome: ConflictOutcome;
    readonly by: string | null;
    readonly at: Instant;
    readonly reason: string | null;
  },
): Promise<void> {
  if (conflict.settledAt !== null) return;
  const { outcome, by, at, reason } = how;
  const end = { settledAt: at, settledBy: by, outcome, reason };
  Object.assign(conflict, end);
  await manager.update(Conflict, conflict.number, end);
  await addEntry(manager, conflict, { kind: 'settled', at, by, words: reason });
}

/** The partners of the last conflict that people settled, by its customer: among them nothing is open any more. */
export async function lastSettled(
  manager: EntityManager,
  program: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await manager.query<{ customer: string; partners: string[] }[]>(
    `SELECT DISTINCT ON (customer) customer, partners FROM desk.conflicts
      WHERE program = $1 AND settled_at_ms IS NOT NULL AND outcome <> 'lapsed' ORDER BY customer, number DESC`,
    [program],
  );
  return new Map(rows.map(({ customer, partners }) => [customer, partners]));
}
