import { Fault, type FaultKind } from '@ledger/kernel/fault';

/**
 * What went wrong with an event store:
 * - `unreachable`: no answer, connection refused or lost; waiting may help;
 * - `denied`: wrong credentials or missing rights; waiting does not help;
 * - `not_ready`: the server is there but the schema or database is not;
 * - `invalid`: the caller asked for something that cannot be stored;
 * - `failed`: anything else that the server refused.
 */
export type EventStoreErrorCode = 'unreachable' | 'denied' | 'not_ready' | 'invalid' | 'failed';

const KINDS: Readonly<Record<EventStoreErrorCode, FaultKind>> = {
  unreachable: 'wait',
  not_ready: 'wait',
  denied: 'refused',
  invalid: 'defect',
  failed: 'defect',
};

/** An error of an event store; the message is one line that says what was wrong and what to do. */
export class EventStoreError extends Fault {
  override readonly kind: FaultKind;

  constructor(
    readonly code: EventStoreErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EventStoreError';
    this.kind = KINDS[code];
  }
}
