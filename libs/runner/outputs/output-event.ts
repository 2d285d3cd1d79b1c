import type { PublicOutput } from '@ledger/contracts/public-outputs';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { Arrival } from '@ledger/stages/intake/log-entry';
import { publicOutputOf } from '@ledger/stages/outputs/public-output-of';
import type { Decision } from '@ledger/stages/stage';
import type { PlacedDecision } from '../log/decision-events';
import { eventIdOf } from '../log/event-id';

/** An event for other systems; delivered at least once, always with the same id. */
export interface OutputEvent {
  readonly id: string;
  readonly service: 'referral-intake' | PlacedDecision['stage'];
  /** What the program's clock showed; null: nothing was accepted yet. */
  readonly time: string | null;
  readonly program: string;
  /** The partner where there is one: a partner's events keep their order. */
  readonly key: string;
  readonly output: PublicOutput;
}

/** The fact that a decision was made on. */
export interface DecidedOn {
  readonly id: string;
  readonly clock: Instant;
}

/** A decision for other systems; null: it is told to nobody outside. */
export function outputOfDecision(placed: PlacedDecision, fact: DecidedOn): OutputEvent | null {
  const { program, seq, stage, index, decision } = placed;
  const output = publicOutputOf(decision, { seq, fact: fact.id });
  if (output === null) return null;
  const id = eventIdOf(`${program}/${seq}/${stage}/${index}`);
  return { id, service: stage, time: formatInstant(fact.clock), program, key: keyOf(decision), output };
}

/** What became of an arrival, for other systems. */
export function outputOfArrival({ program, seq, verdict, clock, id, source, eventType }: Arrival): OutputEvent {
  const arrival = { seq, id, source, type: eventType };
  return {
    id: eventIdOf(`${program}/${seq}`),
    service: 'referral-intake',
    program,
    key: program,
    time: clock === null ? null : formatInstant(clock),
    output:
      verdict.type === 'rejected'
        ? { type: 'event.rejected', data: { ...arrival, code: verdict.code, detail: verdict.detail } }
        : { type: `event.${verdict.type}`, data: arrival },
  };
}

/** An output as a CloudEvent, with its data, or with `dataref` in their place. */
export function cloudEventOf({ id, service, time, program, output }: OutputEvent, dataref: string | null): string {
  const { type, data } = output;
  const at = time === null ? {} : { time };
  const event = { specversion: '1.0', id, source: `partner-ledger/${service}`, type, ...at, program };
  return JSON.stringify(dataref === null ? { ...event, data } : { ...event, dataref });
}

function keyOf(decision: Decision): string {
  if ('partner' in decision) return decision.partner ?? '';
  return 'customer' in decision ? decision.customer : decision.invoice;
}
