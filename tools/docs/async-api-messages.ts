import type { JsonFields } from '@ledger/contracts/json-value';
import type { TopicRole } from '@ledger/messaging/topics';

const text = (description: string): JsonFields => ({ type: 'string', description });

/** Headers that any record may carry. */
export const TRACE_HEADERS: JsonFields = {
  type: 'object',
  properties: {
    traceparent: {
      ...text('W3C trace context: the ledger’s spans join this trace, where tracing is on'),
      pattern: '^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$',
    },
  },
};

const ANY_EVENT: JsonFields = { type: 'object', description: 'The event as it came', additionalProperties: true };

interface NamedMessage {
  readonly name: string;
  readonly definition: JsonFields;
}

/** What the ledger's own topics carry; no other system writes or reads it. */
export const INTERNAL_MESSAGES: Readonly<Record<Extract<TopicRole, 'intake' | 'replies' | 'stage'>, NamedMessage>> = {
  intake: {
    name: 'offered',
    definition: {
      name: 'offered',
      summary: 'An event that arrived, with where it came from.',
      headers: {
        type: 'object',
        required: ['origin-place', 'origin-index'],
        properties: {
          'origin-place': text('Such as kafka:partner-ledger.revenue.v1/0'),
          'origin-index': text('Its number there'),
          'reply-to': text('The instance that waits for the answer'),
        },
      },
      payload: ANY_EVENT,
    },
  },
  replies: {
    name: 'reply',
    definition: {
      name: 'reply',
      summary: 'What became of an event that somebody waits for.',
      contentType: 'application/json',
      payload: {
        type: 'object',
        required: ['origin', 'answer'],
        properties: {
          origin: { type: 'object', properties: { place: text('Where it came from'), index: { type: 'integer' } } },
          answer: { type: 'object', description: 'Its place in the log and the verdict' },
        },
      },
    },
  },
  stage: {
    name: 'fact',
    definition: {
      name: 'fact',
      summary: 'An accepted event with what the stages before decided on it.',
      contentType: 'application/json',
      payload: {
        type: 'object',
        required: ['program', 'factNumber', 'seq', 'clockAt', 'event', 'decisions'],
        properties: {
          program: text('The program'),
          factNumber: { type: 'integer', description: 'The how-manieth fact of its program, from 1' },
          seq: { type: 'integer', description: 'Its place in the program’s log' },
          clockAt: { ...text('What the program’s clock shows with it'), format: 'date-time' },
          event: { type: 'object', description: 'The event, its personal data as pseudonyms' },
          decisions: { type: 'object', description: 'By stage; those without any are left out' },
        },
      },
    },
  },
};

/** A record that was put aside. */
export const DEAD_LETTER: NamedMessage = {
  name: 'dead-letter',
  definition: {
    name: 'dead-letter',
    summary: 'A record that is no JSON, or came on another topic than its type’s: its own bytes, and why.',
    contentType: 'application/octet-stream',
    headers: {
      type: 'object',
      required: ['dead-letter-code', 'dead-letter-reason', 'dead-letter-origin-topic'],
      properties: {
        'dead-letter-code': { ...text('A stable code'), enum: ['not_json', 'wrong_topic', 'foreign_record'] },
        'dead-letter-reason': text('What is wrong, and what to do'),
        'dead-letter-service': text('The service that put it aside'),
        'dead-letter-at': { ...text('When'), format: 'date-time' },
        'dead-letter-origin-topic': text('The topic that it came on'),
        'dead-letter-origin-partition': text('Its partition there'),
        'dead-letter-origin-offset': text('Its offset there'),
        'dead-letter-origin-timestamp': text('Its timestamp there, in ms since 1970'),
      },
    },
    payload: { description: 'The original bytes' },
  },
};
