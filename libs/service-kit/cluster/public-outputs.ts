import type { JsonObject } from '@ledger/event-store/json-value';
import { formatInstant } from '@ledger/kernel/instant';
import type { OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import { outputTopic, type StageService } from '@ledger/messaging/topics';
import type { DecidedFact } from '@ledger/runner/cluster/stage-lane';
import type { Answer } from '@ledger/runner/ledger-runtime';
import { eventIdOf } from '@ledger/runner/log/event-id';
import { toWire } from '@ledger/stages/codec';
import type { LineReason } from '@ledger/stages/commission/commission.decisions';
import type { Decision, StageName } from '@ledger/stages/stage';

/** An event for other systems; delivered at least once, always with the same id. */
interface OutputEvent {
  readonly id: string;
  readonly service: StageService;
  readonly type: string;
  readonly time: string;
  readonly program: string;
  /** What decides the partition: the partner where there is one, so that a partner's events keep their order. */
  readonly key: string;
  readonly data: JsonObject;
}

const REVERSING: ReadonlySet<LineReason> = new Set(['refund', 'dispute', 'void', 'clawback']);

/** What a stage decided on a fact, as records of its public topic, in the order of the decisions. */
export function decisionOutputs(stage: StageName, { staged, decisions }: DecidedFact): OutgoingRecord[] {
  const { program, fact } = staged;
  return decisions.map((decision, index) => {
    const { type: _type, ...data } = toWire(decision);
    return outputRecord({
      id: eventIdOf(`${program}/${fact.seq}/${stage}/${index}`),
      ...{ service: stage, type: typeOf(decision), time: formatInstant(fact.clock), program, key: keyOf(decision) },
      data: { seq: fact.seq, fact: fact.event.id, ...(data as JsonObject) },
    });
  });
}

/** What became of an arrival, as a record of the gate's public topic. */
export function arrivalOutput({ program, seq, verdict, clock, id, source, eventType }: Answer): OutgoingRecord {
  const { type, ...why } = verdict;
  return outputRecord({
    id: eventIdOf(`${program}/${seq}`),
    ...{ service: 'referral-intake', type: `event.${type}`, program, key: program },
    // An arrival before the first accepted one has no time of the program yet.
    time: formatInstant(clock ?? (0 as NonNullable<typeof clock>)),
    data: { seq, id, source, type: eventType, ...(why as JsonObject) },
  });
}

function outputRecord({ id, service, type, time, program, key, data }: OutputEvent): OutgoingRecord {
  const event = { specversion: '1.0', id, source: `partner-ledger/${service}`, type, time, program, data };
  return { topic: outputTopic(service), key, value: JSON.stringify(event) };
}

function typeOf(decision: Decision): string {
  switch (decision.type) {
    case 'AttributionChanged':
      return 'attribution.changed';
    case 'PartnerStandingChanged':
      return 'partner.status_changed';
    case 'PromotionGranted':
      return 'promotion.granted';
    case 'CustomerCounted':
      return 'customer.counted';
    case 'CustomerUncounted':
      return 'customer.uncounted';
    case 'WinsChanged':
      return 'partner.wins_changed';
    case 'CommissionPosted':
      return `commission.${postingKind(decision.reason)}`;
    case 'InvoiceHoldsChanged':
      return 'invoice.holds_changed';
    case 'AnomalyFound':
      return 'anomaly.found';
    case 'LinesReleased':
      return 'line.payable';
    case 'LinesHeldBack':
      return 'line.held';
    case 'PayoutMade':
      return 'payout.paid';
    case 'PayoutProfileChanged':
      return 'partner.payout_profile_changed';
  }
}

/** The three columns of a statement (contract.md, section 2). */
function postingKind(reason: LineReason): 'accrued' | 'reversed' | 'adjusted' {
  if (reason === 'accrual') return 'accrued';
  return REVERSING.has(reason) ? 'reversed' : 'adjusted';
}

function keyOf(decision: Decision): string {
  if ('partner' in decision) return decision.partner;
  return 'customer' in decision ? decision.customer : decision.invoice;
}
