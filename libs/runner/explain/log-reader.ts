import { isPseudonym } from '@ledger/contracts/pseudonyms';
import type { EventStore } from '@ledger/event-store/event-store';
import type { DecidedAt, DecidedOn, ToldFact } from '@ledger/explain/dossier';
import { parseInstant, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { Decision } from '@ledger/stages/stage';
import { recordedArrival, type RecordedArrival } from '../log/arrival-events';
import { placedDecision } from '../log/decision-events';
import { factsStream } from '../log/stream-names';
import type { PersonalDataStore } from '../personal/personal-data-store';
import { termsByFacts } from '../terms-by-facts';

/** Where accounts are read from. */
export interface ExplainedLog {
  readonly store: EventStore;
  /** For who is told in clear who decided what, and why; null: pseudonyms stand for it. */
  readonly personalData: PersonalDataStore | null;
}

/** The fields that an account shows and that may be personal. */
const SHOWN = ['by', 'evidence', 'reason'] as const;

/** Reads facts and decisions of one program, each fact once. */
export class LogReader {
  readonly program: string;
  /** By which versions of the terms what was read was decided. */
  private readonly termsVersions = new Set<number>();
  private byFacts: Promise<ProgramTerms> | null = null;
  private readonly arrivals = new Map<number, Promise<RecordedArrival>>();
  private readonly facts = new Map<number, Promise<ToldFact>>();

  constructor(
    private readonly log: ExplainedLog,
    /** The terms as they were known before the log was read: what their first version settles holds for all. */
    readonly known: ProgramTerms,
  ) {
    this.program = known.name;
  }

  /** The terms, with every version by which what was read so far was decided: to be asked for when all is read. */
  terms(): Promise<ProgramTerms> {
    const versions = new Set(this.known.versions.map(({ version }) => version));
    if ([...this.termsVersions].every((version) => versions.has(version))) return Promise.resolve(this.known);
    return (this.byFacts ??= termsByFacts(this.log.store, this.program));
  }

  /** The decisions of a stream of some types, in their order. */
  async decisions<T extends Decision['type']>(
    stream: string,
    ...types: readonly T[]
  ): Promise<readonly DecidedAt<Extract<Decision, { type: T }>>[]> {
    const found: DecidedAt<Extract<Decision, { type: T }>>[] = [];
    for await (const event of this.log.store.read(stream, 0n)) {
      const { decision, seq } = placedDecision(event);
      if (!(types as readonly string[]).includes(decision.type)) continue;
      this.noteTerms(decision);
      found.push({ decision: decision as Extract<Decision, { type: T }>, seq });
    }
    return found;
  }

  /** The same of all streams of a category whose names begin so: for what no stream can be named of. */
  async decisionsOf<T extends Decision['type']>(
    category: string,
    prefix: string,
    type: T,
  ): Promise<readonly DecidedAt<Extract<Decision, { type: T }>>[]> {
    const found: DecidedAt<Extract<Decision, { type: T }>>[] = [];
    for await (const event of this.log.store.readAll(0n, [category])) {
      if (!event.stream.startsWith(prefix)) continue;
      const { decision, seq } = placedDecision(event);
      if (decision.type === type) found.push({ decision: decision as Extract<Decision, { type: T }>, seq });
    }
    return found;
  }

  /** Decisions with the facts that they were decided on. */
  async onFacts<D>(decisions: readonly DecidedAt<D>[]): Promise<readonly DecidedOn<D>[]> {
    const found: DecidedOn<D>[] = [];
    for (const { decision, seq } of decisions) found.push({ decision, fact: await this.factAt(seq) });
    return found;
  }

  private noteTerms(decision: Decision): void {
    const decidedBy = 'figures' in decision ? { ...decision, ...decision.figures } : decision;
    if ('termsVersion' in decidedBy && decidedBy.termsVersion !== null) this.termsVersions.add(decidedBy.termsVersion);
  }

  /** The fact at a place of the log. */
  private factAt(seq: number): Promise<ToldFact> {
    return onceEach(this.facts, seq, async () => this.told(await this.arrivalAt(seq)));
  }

  /** What the program's clock showed at a place of the log. */
  async clockAt(seq: number): Promise<Instant> {
    const { clock } = (await this.arrivalAt(seq)).arrival;
    if (clock === null) throw new RangeError(`${factsStream(this.program)} has no clock at ${seq}`);
    return clock;
  }

  /** What the program's clock shows now; null: nothing was accepted yet. */
  async clock(): Promise<Instant | null> {
    const stream = factsStream(this.program);
    const head = (await this.log.store.heads([stream])).get(stream);
    return head === undefined ? null : (await this.arrivalAt(Number(head.revision) + 1)).arrival.clock;
  }

  /** The first accepted event that is looked for, before a place of the log. */
  async findFact(before: number, isIt: (fact: RecordedArrival) => boolean): Promise<ToldFact | null> {
    for await (const event of this.log.store.read(factsStream(this.program), 0n, before - 1)) {
      const recorded = recordedArrival(event);
      if (recorded.arrival.verdict.type === 'accepted' && isIt(recorded)) return this.told(recorded);
    }
    return null;
  }

  private arrivalAt(seq: number): Promise<RecordedArrival> {
    return onceEach(this.arrivals, seq, () => this.readArrival(seq));
  }

  private async readArrival(seq: number): Promise<RecordedArrival> {
    for await (const event of this.log.store.read(factsStream(this.program), BigInt(seq - 1), 1)) {
      return recordedArrival(event);
    }
    throw new RangeError(`${factsStream(this.program)} has no entry ${seq}, on which something was decided`);
  }

  private async told({ arrival, event }: RecordedArrival): Promise<ToldFact> {
    const { seq, id, source, eventType: type } = arrival;
    const time = parseInstant((event?.['time'] ?? '') as string);
    if (event === null || time === null) throw new RangeError(`${factsStream(this.program)}: entry ${seq} is no fact`);
    return { seq, id, source, type, time, data: await this.revealed(event['data'] as ToldFact['data']) };
  }

  /** The data with what is shown of it in clear, as far as it is still known. */
  private async revealed(data: ToldFact['data']): Promise<ToldFact['data']> {
    const refs = SHOWN.map((field) => data[field]).filter(
      (value): value is string => typeof value === 'string' && isPseudonym(value),
    );
    if (this.log.personalData === null || refs.length === 0) return data;
    const values = await this.log.personalData.read(refs);
    const shown = SHOWN.flatMap((field) => {
      const value = values.get(String(data[field]));
      return value === undefined ? [] : [[field, JSON.parse(value) as unknown] as const];
    });
    return { ...data, ...Object.fromEntries(shown) };
  }
}

/** What was read before, else what is read now. */
function onceEach<T>(known: Map<number, Promise<T>>, seq: number, read: () => Promise<T>): Promise<T> {
  let found = known.get(seq);
  if (found === undefined) known.set(seq, (found = read()));
  return found;
}
