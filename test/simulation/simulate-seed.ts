import { Random } from '@tools/histories/random';
import type { LedgerEventJson } from '@tools/histories/ledger-event-json';
import { exportFacts } from '@ledger/runner/export-facts';
import type { ProgramTerms, PublishedTerms } from '@ledger/program/program-terms';
import { recordedArrival } from '@ledger/runner/log/arrival-events';
import { FACTS_CATEGORY } from '@ledger/runner/log/stream-names';
import { publishedIn } from '@ledger/runner/log/published-in';
import { generateHistory } from '@tools/histories/generate-history';
import { presetNamed, presets } from '../properties/presets';
import { replayOf } from '../properties/replay-in-process';
import { NO_FAULT, type Fault } from './faults';
import { Scheduler } from './scheduler';
import { SimulatedCluster } from './simulated-cluster';

/** Enough for everything to happen in every order, and for some hundred seeds in a minute. */
const EVENTS_OF_A_PROGRAM = 70;
const MOST_STEPS = 60_000;

export interface SimulationResult {
  readonly seed: number;
  readonly arrivals: number;
  readonly disturbances: number;
  /** What is wrong with the outcome; null: nothing. */
  readonly wrong: string | null;
  /** What the actors did, step by step. */
  readonly log: readonly string[];
}

/**
 * Runs a cluster on histories of two programs, disturbed as the seed says, and compares what its read models show at the
 * end with the replay of the facts that it recorded: byte for byte.
 */
export async function simulateSeed(seed: number, fault: Fault = NO_FAULT): Promise<SimulationResult> {
  const random = new Random(seed).fork('simulation');
  const programs = random.shuffled(presets).slice(0, 2);
  const scheduler = new Scheduler(random, { probability: random.pick([0.02, 0.08, 0.2]), most: 60 });
  const cluster = new SimulatedCluster(scheduler, programs, seed, fault);
  await cluster.publishTerms();
  cluster.start(
    interleaved(
      programs.map(({ name: program }) => historyOf(program, seed, random)),
      random,
    ),
  );
  const remove = fault.plant();
  let failure: string | null = null;
  try {
    await scheduler.run(MOST_STEPS);
  } catch (error) {
    failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    remove();
  }
  const wrong = failure ?? (await missing(cluster)) ?? (await differsFromReplay(cluster));
  const disturbances = scheduler.log.filter((line) => !line.endsWith(': done')).length;
  const arrivals = cluster.publicTopics.reduce((sum, topic) => sum + topic.length, 0);
  return { seed, arrivals, disturbances, wrong, log: scheduler.log };
}

function historyOf(program: string, seed: number, random: Random): LedgerEventJson[] {
  const shape = random.chance(0.5) ? 'crowded' : 'adversarial';
  return generateHistory({ program, seed, events: EVENTS_OF_A_PROGRAM, shape });
}

function interleaved(histories: readonly (readonly LedgerEventJson[])[], random: Random): LedgerEventJson[] {
  const left = histories.map((history) => [...history]);
  const mixed: LedgerEventJson[] = [];
  while (left.some((history) => history.length > 0)) {
    const next = random.pick(left.filter((history) => history.length > 0)).shift();
    if (next !== undefined) mixed.push(next);
  }
  return mixed;
}

/** Everything that was sent to a public topic is recorded, once. */
async function missing(cluster: SimulatedCluster): Promise<string | null> {
  const recorded = new Map<string, number>();
  for await (const event of cluster.store.readAll(0n, [FACTS_CATEGORY])) {
    const { place, index } = recordedArrival(event).origin;
    recorded.set(`${place} ${index}`, (recorded.get(`${place} ${index}`) ?? 0) + 1);
  }
  for (const topic of cluster.publicTopics) {
    for (let offset = 0; offset < topic.length; offset += 1) {
      const times = recorded.get(`kafka:${topic.name}/0 ${offset}`) ?? 0;
      if (times !== 1) return `record ${offset} of ${topic.name} was recorded ${times} times`;
    }
  }
  return null;
}

/** The terms of the programs as the facts of the log left them. */
async function termsOfLog({ store }: SimulatedCluster): Promise<(program: string) => ProgramTerms> {
  const versions = new Map<string, PublishedTerms[]>();
  for await (const event of store.readAll(0n, [FACTS_CATEGORY])) {
    const recorded = recordedArrival(event);
    const published = publishedIn(recorded);
    if (published !== null) versions.set(published.program, [...(versions.get(published.program) ?? []), published]);
  }
  return (program) => ({ ...presetNamed(program), versions: versions.get(program) ?? [] });
}

async function differsFromReplay(cluster: SimulatedCluster): Promise<string | null> {
  const facts: unknown[] = [];
  for await (const event of exportFacts(cluster)) facts.push(event);
  const expected = (await replayOf(facts, null, [])).split('\n');
  const termsOf = await termsOfLog(cluster);
  // Rows that nobody can print differ too.
  const printed = cluster.readModels.print(termsOf).catch((error: Error) => `no output: ${error.message}`);
  const actual = (await printed).split('\n');
  const line = expected.findIndex((text, index) => text !== actual[index]);
  if (line < 0 && expected.length === actual.length) return null;
  const shown = expected.slice(Math.max(0, line - 12), line).join('\n');
  return `the outcome differs from the replay in line ${line + 1}:\n${shown}\nreplay:  ${expected[line] ?? '(ends)'}\noutcome: ${actual[line] ?? '(ends)'}`;
}
