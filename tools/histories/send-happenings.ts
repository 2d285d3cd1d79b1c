import { formatInstant } from '@ledger/kernel/instant';
import type { LedgerEventJson } from './ledger-event-json';
import type { Random } from './random';
import type { Happening, Telling } from './telling';

/** Gives the next event its id and the service that sends it. */
export type Sender = () => Pick<LedgerEventJson, 'id' | 'source'>;

/** One service, which counts. */
export function countingSender(): Sender {
  let count = 0;
  return () => ({ id: `e-${String((count += 1)).padStart(8, '0')}`, source: '/stress' });
}

/** Two services, whose ids are in no order: not that of arrival, and another by code points than by UTF-16 units. */
export function unorderedSender(random: Random): Sender {
  let count = 0;
  return () => ({
    id: `${random.pick(['b', 'a', 'ｚ', '😀'])}${(count += 1)}`,
    source: random.pick(['/one', '/other']),
  });
}

/** Events of what happens, one after the other as it is told, some late, twice or wrong; as many as are left to come. */
export function* sendHappenings(
  telling: Telling,
  happenings: Iterable<Happening>,
  sender: Sender,
): Generator<LedgerEventJson> {
  const { terms, starts, disturber } = telling;
  for (const { type, data, time, undisturbed = false } of happenings) {
    if (telling.left === 0) return;
    const happenedAt = formatInstant(undisturbed ? time : disturber.happenedAt(time, starts));
    const event = { type, time: happenedAt, program: terms.program, data };
    const sent = sender();
    yield { specversion: '1.0', ...sent, ...event };
    telling.left -= 1;
    // The last one is kept for what ends the history.
    if (undisturbed || telling.left <= 1) continue;
    for (const copy of disturber.copies(data)) {
      yield { specversion: '1.0', ...(copy.sameId ? sent : sender()), ...event, data: copy.data };
      telling.left -= 1;
      if (telling.left <= 1) break;
    }
  }
}
