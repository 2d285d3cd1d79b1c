import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { EventStore } from '@ledger/event-store/event-store';
import { canonicalJson } from '@ledger/event-store/canonical-json';
import { makeStage } from '@ledger/stages/make-stage';
import { judgedAgain, recordedArrival } from '@ledger/runner/log/arrival-events';
import { placedDecision } from '@ledger/runner/log/decision-events';
import { categoriesOf, factsStream } from '@ledger/runner/log/stream-names';
import { toWire } from '@ledger/stages/codec';
import {
  NOTHING_DECIDED,
  STAGES,
  type Decision,
  type Decisions,
  type Fact,
  type Stage,
  type StageName,
} from '@ledger/stages/stage';
import { inProcessLedger, type InProcessLedger } from './in-process-ledger';
import { sendLines } from './send-events';

const HISTORY = readFileSync(resolve(__dirname, '../cases/data/histories/all-902.ndjson'), 'utf8').trim().split('\n');

jest.setTimeout(60_000);

type Recorded = ReadonlyMap<StageName, ReadonlyMap<number, readonly Decision[]>>;

/** The facts of a program as its log has them. */
async function factsOf(store: EventStore, program: string): Promise<Fact[]> {
  const facts: Fact[] = [];
  for await (const event of store.read(factsStream(program), 0n)) {
    const recorded = recordedArrival(event);
    const { seq, clock, verdict } = recorded.arrival;
    const { read } = judgedAgain(recorded).offered;
    if (verdict.type === 'accepted' && clock !== null && read?.ok === true)
      facts.push({ seq, clock, event: read.event });
  }
  return facts;
}

/** What each stage decided on each fact, as its own streams have it. */
async function decisionsOf(store: EventStore, program: string): Promise<Recorded> {
  const recorded = new Map<StageName, Map<number, Decision[]>>();
  for (const stage of STAGES) {
    const bySeq = new Map<number, Decision[]>();
    const events = [];
    for await (const event of store.readAll(0n, categoriesOf(stage, program))) events.push(placedDecision(event));
    events.sort((a, b) => a.seq - b.seq || a.index - b.index);
    for (const { seq, decision } of events) bySeq.set(seq, [...(bySeq.get(seq) ?? []), decision]);
    recorded.set(stage, bySeq);
  }
  return recorded;
}

function earlierThan(stage: StageName, seq: number, recorded: Recorded): Decisions {
  const before = STAGES.slice(0, STAGES.indexOf(stage));
  const found = before.map((each) => [each, recorded.get(each)?.get(seq) ?? []]);
  return { ...NOTHING_DECIDED, ...(Object.fromEntries(found) as Partial<Decisions>) };
}

const text = (decisions: readonly Decision[]) => canonicalJson(decisions.map(toWire));

describe('each stage alone, from the log, its own streams and the decisions of the stages before it', () => {
  let ledger: InProcessLedger;
  beforeAll(async () => {
    ledger = await inProcessLedger();
    await sendLines(ledger.running.http.url, ledger.token, HISTORY, 250);
  });
  afterAll(() => ledger.remove());

  const programs = ['plixo', 'reseller', 'three-tier', 'plaidcloud', 'odoopbx'];
  const each = STAGES.flatMap((stage) => programs.map((program) => ({ stage, program })));

  it.each(each)(
    '$stage of $program decides what was recorded, from the first fact and from the middle',
    async ({ stage, program }) => {
      const { store } = ledger.running.storage;
      const facts = await factsOf(store, program);
      const recorded = await decisionsOf(store, program);
      const fromStart: Stage<Decision> = makeStage(stage, ledger.running.ledger.termsOf(program));
      const fromMiddle: Stage<Decision> = makeStage(stage, ledger.running.ledger.termsOf(program));
      expect(facts.length).toBeGreaterThan(50);
      for (const [index, fact] of facts.entries()) {
        const own = recorded.get(stage)?.get(fact.seq) ?? [];
        const earlier = earlierThan(stage, fact.seq, recorded);
        expect(text(fromStart.decide(fact, earlier))).toBe(text(own));
        if (index < facts.length / 2) fromMiddle.resume(fact, earlier, own);
        else expect(text(fromMiddle.decide(fact, earlier))).toBe(text(own));
      }
    },
  );
});
