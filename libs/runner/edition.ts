import { NO_STREAM, type EventStore } from '@ledger/event-store/event-store';
import { Fault } from '@ledger/kernel/fault';
import { eventIdOf } from './log/event-id';
import { EDITION } from './log/stream-names';

/** The edition that logs were begun by before they said so. */
export const FIRST_EDITION = '1.0';
/** The category of what arrived, in a log of the first edition. */
export const FIRST_FACTS_CATEGORY = 'facts';
const RULES_STREAM = 'rules-ledger';

/** The log is judged by rules that this release does not know: it must not write to it. */
export class EditionUnknown extends Fault {
  override readonly name = 'EditionUnknown';
  override readonly kind = 'mend';
}

/** The log has not crossed to this release's edition yet: waiting helps ("ledger prepare" does it). */
export class EditionNotInForce extends Fault {
  override readonly name = 'EditionNotInForce';
  override readonly kind = 'mend';
}

/** The edition of the rules that a log names; null: the log is empty. */
export async function editionOf(store: EventStore): Promise<string | null> {
  let edition: string | null = null;
  for await (const { data } of store.read(RULES_STREAM, 0n))
    edition = String((data as { readonly edition?: string }).edition);
  if (edition !== null) return edition;
  for await (const _first of store.readAll(0n, [FIRST_FACTS_CATEGORY], 1)) return FIRST_EDITION;
  return null;
}

/**
 * Sees to it that this process may write to a log.
 *
 * @throws EditionUnknown one line, for an edition that this release does not know
 * @throws EditionNotInForce while the log has not crossed to this edition
 */
export async function checkEdition(store: EventStore): Promise<void> {
  const edition = await editionOf(store);
  if (edition === EDITION) return;
  refuseUnknown(edition);
  throw new EditionNotInForce(
    `edition ${EDITION} of the rules is not in force in this log yet (a start, "ledger prepare" or "ledger upgrade" puts it in force; ledger upgrade --dry-run says what differs)`,
  );
}

/** Throws EditionUnknown, one line, for an edition that this release does not know. */
export function refuseUnknown(edition: string | null): void {
  if (edition === null || edition === EDITION || edition === FIRST_EDITION) return;
  throw new EditionUnknown(
    `this ledger is judged by edition ${edition} of the rules, and this release knows no later one than ${EDITION}: start it with the release that it was started with last, or a later one`,
  );
}

/** The append that puts this edition in force; the first of a log. */
export function editionRequest() {
  const events = [
    { id: eventIdOf(`rules/${EDITION}`), type: 'RulesEdition.v1', data: { edition: EDITION }, metadata: {} },
  ];
  return { stream: RULES_STREAM, expectedRevision: NO_STREAM, events };
}
