import { dataRefOf } from '@ledger/contracts/data-ref';
import type { OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import { fitsARecord } from '@ledger/messaging/fits-a-record';
import { outputTopic } from '@ledger/messaging/topics';
import type { StagedFact } from '@ledger/runner/cluster/staged-fact';
import type { Answer } from '@ledger/runner/ledger-runtime';
import { cloudEventOf, outputOfArrival, outputOfDecision, type OutputEvent } from '@ledger/runner/outputs/output-event';
import type { StageName } from '@ledger/stages/stage';

/** What a stage decided on a fact, as records of its public topic, in the order of the decisions. */
export function* decisionOutputs(stage: StageName, staged: StagedFact): Generator<OutgoingRecord> {
  const { program, fact, decisions } = staged;
  const decidedOn = { id: fact.event.id, clock: fact.clock };
  for (const [index, decision] of decisions[stage].entries()) {
    const output = outputOfDecision({ program, seq: fact.seq, stage, index, decision }, decidedOn);
    if (output !== null) yield outputRecord(output);
  }
}

/** What became of an arrival, as a record of the gate's public topic. */
export function arrivalOutput(answer: Answer): OutgoingRecord {
  return outputRecord(outputOfArrival(answer));
}

/** An output as a record of its service's public topic. */
export function outputRecord(event: OutputEvent): OutgoingRecord {
  const whole = cloudEventOf(event, null);
  const dataref = fitsARecord(whole) ? null : dataRefOf(event.program, event.output);
  const value = dataref === null ? whole : cloudEventOf(event, dataref);
  const headers = { 'content-type': 'application/cloudevents+json' };
  return { topic: outputTopic(event.service), key: event.key, value, headers };
}
