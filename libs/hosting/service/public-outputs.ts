import { dataRefOf } from '@ledger/contracts/data-ref';
import type { PublicOutput } from '@ledger/contracts/public-outputs';
import { formatInstant } from '@ledger/kernel/instant';
import type { OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import { fitsARecord } from '@ledger/messaging/fits-a-record';
import { outputTopic, type StageService } from '@ledger/messaging/topics';
import type { StagedFact } from '@ledger/runner/cluster/staged-fact';
import type { Answer } from '@ledger/runner/ledger-runtime';
import { eventIdOf } from '@ledger/runner/log/event-id';
import type { Decision, StageName } from '@ledger/stages/stage';
import { publicOutputOf } from '@ledger/stages/outputs/public-output-of';

/** An event for other systems; delivered at least once, always with the same id. */
interface OutputEvent {
  readonly id: string;
  readonly service: StageService;
  /** What the program's clock showed; null: nothing was accepted yet. */
  readonly time: string | null;
  readonly program: string;
  /** What decides the partition: the partner where there is one, so that a partner's events keep their order. */
  readonly key: string;
  readonly output: PublicOutput;
}

/** What a stage decided on a fact, as records of its public topic, in the order of the decisions. */
export function* decisionOutputs(stage: StageName, staged: StagedFact): Generator<OutgoingRecord> {
  const { program, fact, decisions } = staged;
  for (const [index, decision] of decisions[stage].entries()) {
    const output = publicOutputOf(decision, { seq: fact.seq, fact: fact.event.id });
    if (output === null) continue;
    const id = eventIdOf(`${program}/${fact.seq}/${stage}/${index}`);
    const time = formatInstant(fact.clock);
    yield outputRecord({ id, service: stage, time, program, key: keyOf(decision), output });
  }
}

/** What became of an arrival, as a record of the gate's public topic. */
export function arrivalOutput({ program, seq, verdict, clock, id, source, eventType }: Answer): OutgoingRecord {
  const arrival = { seq, id, source, type: eventType };
  return outputRecord({
    id: eventIdOf(`${program}/${seq}`),
    service: 'referral-intake',
    program,
    key: program,
    time: clock === null ? null : formatInstant(clock),
    output:
      verdict.type === 'rejected'
        ? { type: 'event.rejected', data: { ...arrival, code: verdict.code, detail: verdict.detail } }
        : { type: `event.${verdict.type}`, data: arrival },
  });
}

function outputRecord({ id, service, time, program, key, output }: OutputEvent): OutgoingRecord {
  const { type, data } = output;
  const at = time === null ? {} : { time };
  const event = { specversion: '1.0', id, source: `partner-ledger/${service}`, type, ...at, program };
  const headers = { 'content-type': 'application/cloudevents+json' };
  const value = JSON.stringify({ ...event, data });
  const dataref = fitsARecord(value) ? null : dataRefOf(program, output);
  const sent = dataref === null ? value : JSON.stringify({ ...event, dataref });
  return { topic: outputTopic(service), key, value: sent, headers };
}

function keyOf(decision: Decision): string {
  if ('partner' in decision) return decision.partner ?? '';
  return 'customer' in decision ? decision.customer : decision.invoice;
}
