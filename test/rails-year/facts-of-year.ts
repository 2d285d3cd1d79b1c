import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A fact as it is sent. */
export interface Fact {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly program: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export const PROGRAMS = ['odoopbx', 'plaidcloud', 'plixo', 'reseller', 'three-tier'];
const RAILS = ['stripe', 'paypal', 'manual'];
const DAY_MS = 86_400_000;

/** The samples of all five programs, day by day; before the first, every rail is connected to every program. */
export function factsByDay(): readonly (readonly [dayMs: number, facts: readonly Fact[]])[] {
  const facts = PROGRAMS.flatMap((program) => linesOf(program)).sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
  const days = new Map<number, Fact[]>();
  for (const fact of facts) {
    const day = Math.floor(Date.parse(fact.time) / DAY_MS) * DAY_MS;
    const its = days.get(day) ?? [];
    days.set(day, its);
    its.push(fact);
  }
  const [first = 0] = days.keys();
  const connected = PROGRAMS.flatMap((program) =>
    RAILS.map((rail) => made('rail.connected', program, first - DAY_MS, { rail }, rail)),
  );
  return [[first - DAY_MS, connected], ...days];
}

/** A fact that the simulation makes itself. */
export function made(type: string, program: string, timeMs: number, data: object, id: string): Fact {
  const envelope = { specversion: '1.0', source: 'test/rails-year', type, program };
  return { ...envelope, id: `${type}-${id}`, time: new Date(timeMs).toISOString(), data: { ...data } };
}

function linesOf(program: string): Fact[] {
  const text = readFileSync(resolve(__dirname, `../../samples/${program}.ndjson`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Fact);
}
