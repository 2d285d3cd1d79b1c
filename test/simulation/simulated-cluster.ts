import { Random } from '@tools/histories/random';
import { MemoryLog } from '@ledger/event-store/memory/memory-log';
import { MemoryEventStore } from '@ledger/event-store/memory/memory-event-store';
import { instant } from '@ledger/kernel/instant';
import { unpublishedProgram, type ProgramTerms } from '@ledger/program/program-terms';
import { GatePartition } from '@ledger/runner/cluster/gate-partition';
import { SliceRunner } from '@ledger/runner/cluster/slice-runner';
import { decodeStagedFact, encodeStagedFact, type StagedFact } from '@ledger/runner/cluster/staged-fact';
import { publishFirstTerms } from '@ledger/runner/first-terms';
import type { Offer, Origin } from '@ledger/runner/ledger-runtime';
import { PersonalDataConcealer } from '@ledger/runner/personal/conceal-personal-data';
import { MemoryPersonalDataStore } from '@ledger/runner/personal/personal-data-store';
import { readBatches } from '@ledger/runner/project-log';
import { NO_METRICS } from '@ledger/runner/runner-metrics';
import { STAGES, type StageName } from '@ledger/stages/stage';
import { consume, untilDone } from './actors';
import { NO_FAULT, type Fault } from './faults';
import type { Incarnation, Scheduler } from './scheduler';
import { SimulatedStore } from './simulated-store';
import { SimulatedTopic } from './simulated-topic';
import type { LedgerEventJson } from '@tools/histories/ledger-event-json';

const PUBLIC_TOPICS = ['checkout', 'revenue', 'partners'] as const;

/**
 * The cluster in one process, on the code that ships: producers, intake, gate, four stages for each program, and a
 * projector are actors of their own; between them are topics, behind them an event store and read models.
 */
export class SimulatedCluster {
  private readonly log = new MemoryLog();
  readonly store = new MemoryEventStore(this.log);
  readonly personalData = new MemoryPersonalDataStore();
  readonly readModels;
  readonly publicTopics = PUBLIC_TOPICS.map((name) => new SimulatedTopic(name));
  private readonly intake = new SimulatedTopic('intake');
  private readonly stageTopics = new Map<string, SimulatedTopic>();
  readonly concealer = new PersonalDataConcealer(Buffer.from('simulation'));
  private readonly random: Random;
  private readonly appendsAtOnce: boolean;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly programs: readonly ProgramTerms[],
    seed: number,
    private readonly fault: Fault = NO_FAULT,
  ) {
    this.random = new Random(seed).fork('sizes of batches');
    this.appendsAtOnce = this.random.chance(0.6);
    this.readModels = fault.readModels();
  }

  /** What preparing does, before all actors: from then on nobody has terms but by facts. */
  async publishTerms(): Promise<void> {
    const { store, concealer, programs } = this;
    await publishFirstTerms({ store, concealer, onFile: programs, now: instant(Date.UTC(2026, 0, 1)) });
  }

  /** Starts all actors; the producer offers these events in their order. */
  start(events: readonly LedgerEventJson[]): void {
    const { scheduler } = this;
    let sent = 0;
    scheduler.start('producer', async (self) => {
      for (let next = sent; next < events.length; next = Math.max(sent, next + 1)) {
        const event = events[next] as LedgerEventJson;
        await untilDone(() =>
          scheduler.perform(self, `send ${event.id}`, () => {
            this.topicOf(event).produce([Buffer.from(JSON.stringify(event))]);
            sent = Math.max(sent, next + 1);
          }),
        );
      }
    });
    for (const topic of this.publicTopics)
      scheduler.start(`intake of ${topic.name}`, (self) => this.forward(self, topic));
    scheduler.start('gate', (self) => this.runGate(self));
    for (const program of this.programs) {
      for (const stage of STAGES) {
        scheduler.start(`${stage} of ${program.name}`, (self) => this.runStage(self, stage, program.name));
      }
    }
    scheduler.start('projector', (self) => this.runProjector(self));
  }

  private topicOf({ type }: LedgerEventJson): SimulatedTopic {
    const [checkout, revenue, partners] = this.publicTopics as [SimulatedTopic, SimulatedTopic, SimulatedTopic];
    if (/^(invoice|payment|dispute)\./.test(type)) return revenue;
    return /^(customer|contract|lead\.contacted)/.test(type) ? checkout : partners;
  }

  /** What comes from a public topic goes to the gate, with the place where it came from. */
  private forward(self: Incarnation, topic: SimulatedTopic): Promise<void> {
    return consume(self, this.scheduler, this.random, topic, async (records, firstOffset) => {
      const forwarded = records.map((record, index) => {
        const origin: Origin = { place: `kafka:${topic.name}/0`, index: firstOffset + index };
        return Buffer.from(JSON.stringify({ origin, value: JSON.parse(record.toString()) as unknown }));
      });
      await this.produce(self, this.intake, forwarded);
    });
  }

  private runGate(self: Incarnation): Promise<void> {
    const gate = new GatePartition({
      store: this.storeOf(self),
      personalData: {
        keep: (values) => this.scheduler.perform(self, 'keep personal data', () => this.personalData.keep(values)),
        read: (refs) => this.personalData.read(refs),
        some: (limit) => this.personalData.some(limit),
      },
      concealer: this.concealer,
      programs: new Map(),
      wallClock: null,
      metrics: NO_METRICS,
    });
    return consume(self, this.scheduler, this.random, this.intake, async (records, firstOffset) => {
      const offers = records.map((record, index) =>
        this.fault.offer(JSON.parse(record.toString()) as Offer, firstOffset + index),
      );
      const { facts } = await gate.judge(offers);
      await this.passOn(self, 'attribution', facts);
    });
  }

  private runStage(self: Incarnation, stage: StageName, name: string): Promise<void> {
    const program = unpublishedProgram(name);
    const open = () => new SliceRunner({ store: this.storeOf(self), slice: [stage], program, metrics: NO_METRICS });
    let runner = open();
    const topic = this.stageTopic(stage, name);
    const next = STAGES[STAGES.indexOf(stage) + 1];
    return consume(self, this.scheduler, this.random, topic, async (records, firstOffset) => {
      const decided = await runner.decide(records.map(decodeStagedFact));
      if (next === undefined) return;
      if (this.fault.commitsBeforeOutput) {
        const done = firstOffset + records.length;
        await this.scheduler.perform(self, `commit ${topic.name}@${done}`, () => topic.commit(self.generation, done));
      }
      try {
        await this.passOn(self, next, decided);
      } catch (error) {
        // What was decided and not passed on comes again; who remembers it would drop it.
        runner = open();
        throw error;
      }
    });
  }

  private async runProjector(self: Incarnation): Promise<void> {
    const { scheduler, readModels } = this;
    const store = this.storeOf(self);
    const isBehind = () => BigInt(this.log.events.length) > readModels.checkpoint;
    for (;;) {
      await untilDone(async () => {
        await scheduler.perform(self, 'wait for more', () => undefined, isBehind);
        const end = await store.lastPosition();
        for await (const batch of readBatches(store, readModels.checkpoint, end)) {
          for (const transaction of readModels.transactions(batch)) {
            await scheduler.perform(self, `project up to ${batch.toCheckpoint}`, transaction);
          }
        }
      });
    }
  }

  private async passOn(self: Incarnation, stage: StageName, facts: readonly StagedFact[]): Promise<void> {
    for (const { name: program } of this.programs) {
      const records = facts.filter((fact) => fact.program === program).map(recordOf);
      if (records.length > 0) await this.produce(self, this.stageTopic(stage, program), records);
    }
  }

  private produce(self: Incarnation, topic: SimulatedTopic, records: readonly Buffer[]): Promise<void> {
    return this.scheduler.perform(self, `produce ${records.length} to ${topic.name}`, () => topic.produce(records));
  }

  private storeOf(self: Incarnation): SimulatedStore {
    return new SimulatedStore(self, this.scheduler, this.store, this.appendsAtOnce);
  }

  private stageTopic(stage: StageName, program: string): SimulatedTopic {
    const name = `${stage} of ${program}`;
    let topic = this.stageTopics.get(name);
    if (topic === undefined) this.stageTopics.set(name, (topic = new SimulatedTopic(name)));
    return topic;
  }
}

/** Every third fact as one that is too large for a record. */
function recordOf(fact: StagedFact): Buffer {
  return fact.factNumber % 3 === 0 ? encodeStagedFact(fact, 0) : encodeStagedFact(fact);
}
