import { isEventType, topicOf, TOPICS, type EventType } from '@ledger/contracts/event-types';
import type { ServiceToken } from '@ledger/service-kit/access/principal';
import { TOPIC_NAMES } from '@ledger/service-kit/access/token-kinds';
import { Problem } from '@ledger/service-kit/problems/problem';

/**
 * Refuses a whole request, before anything of it is recorded, when an `ingest` token sends an event of a topic that it
 * is not for. An event without a known type passes: it is of no topic, and is rejected where events are judged.
 */
export function refuseTopics(caller: ServiceToken, values: readonly unknown[]): void {
  if (caller.kind !== 'ingest') return;
  const allowed = new Set<string>(caller.topics.map((name) => TOPICS[name]));
  const refused = values.flatMap((value, index) => {
    const type = typeOf(value);
    return type === null || allowed.has(topicOf(type)) ? [] : [{ index, type }];
  });
  const [first] = refused;
  if (first === undefined) return;
  const errors = refused.map(({ index, type }) => ({
    field: `events[${index}].type`,
    detail: `${type} belongs to topic ${topicName(type)}`,
  }));
  throw new Problem(
    'topic-not-allowed',
    `Event ${first.index} (counted from 0) is ${first.type}, of topic ${topicName(first.type)}; this token is for ` +
      `${caller.topics.join(', ')}. Nothing of this request was recorded.`,
    { errors, extensions: { index: first.index } },
  );
}

function typeOf(value: unknown): EventType | null {
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : null;
  return typeof type === 'string' && isEventType(type) ? type : null;
}

function topicName(type: EventType): string {
  return TOPIC_NAMES.find((name) => TOPICS[name] === topicOf(type)) ?? topicOf(type);
}
