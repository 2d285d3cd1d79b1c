import { EVENT_TYPES, isEventType, topicOf, type EventType } from '@ledger/contracts/event-types';
import { jsonSchemaOf } from '@ledger/contracts/json-schemas';
import { outputJsonSchemaOf } from '@ledger/contracts/output-json-schemas';
import { OUTPUT_TYPES, type OutputType } from '@ledger/contracts/public-outputs';
import { maximumMessageBytes } from '@ledger/messaging/topic-settings';
import { LEDGER_TOPICS, outputTopic, type LedgerTopic, type TopicRole } from '@ledger/messaging/topics';
import type { JsonFields } from '@ledger/contracts/json-value';
import { asDraft7 } from './draft-7-schema';
import { DEAD_LETTER, INTERNAL_MESSAGES, TRACE_HEADERS } from './async-api-messages';

const KAFKA_BINDING = '0.5.0';
const CLOUD_EVENT = 'application/cloudevents+json';

/** An example event of a type, as JSON. */
export type ExampleOf = (type: EventType) => unknown;

interface Message {
  /** Its key among all messages. */
  readonly name: string;
  readonly definition: JsonFields;
}

const ABOUT = `Events in, decisions out, over Kafka. Each record holds one CloudEvents 1.0 event in JSON (structured mode).

Produce to the four input topics and read the five output topics; what is tagged \`internal\` belongs to the ledger alone and may change with any version. docs/producing-events.md says how to produce: keys, ids, order, rejections, dead letters.`;

const ROLE_ABOUT: Readonly<Record<TopicRole, string>> = {
  input: 'Other teams’ services produce here.',
  intake: 'Internal: what arrived, with its origin, for the gate. Keyed by program.',
  replies: 'Internal: the gate’s answers to those who sent events over HTTP. Keyed by the instance that asked.',
  stage: 'Internal: accepted facts with what the stages decided so far. Keyed by program.',
  output:
    'What a service decided, for other systems: at least once, always with the same `id`; what has the same key is in order.',
  'dead-letter':
    'Records that could not be taken as events, byte by byte as they came, with the reason in their headers.',
};

/** The AsyncAPI 3 document of all topics, from the schemas of libs/contracts. */
export function asyncApiDocument(exampleOf: ExampleOf): JsonFields {
  const channels: Record<string, JsonFields> = {};
  const operations: Record<string, JsonFields> = {};
  const messages: Record<string, JsonFields> = {};
  for (const topic of LEDGER_TOPICS) {
    const carried = messagesOf(topic, exampleOf);
    const channel = channelName(topic);
    for (const { name, definition } of carried) messages[name] = definition;
    channels[channel] = channelOf(topic, carried);
    operations[`${topic.role === 'input' ? 'receive' : 'send'}.${channel}`] = operationOf(topic, channel, carried);
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Partner commission ledger',
      version: '1.0.0',
      description: ABOUT,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      tags: [{ name: 'public' }, { name: 'internal' }],
    },
    defaultContentType: CLOUD_EVENT,
    servers: serversOf(),
    channels,
    operations,
    components: { messages, securitySchemes: { scram: { type: 'scramSha512' } } },
  };
}

function serversOf(): JsonFields {
  const variables = { broker: { default: 'localhost:9092', description: 'A broker: KAFKA_BROKERS of the ledger' } };
  return {
    plain: { host: '{broker}', protocol: 'kafka', description: 'Without TLS', variables },
    secured: {
      host: '{broker}',
      protocol: 'kafka-secure',
      description: 'With TLS and SASL',
      variables,
      security: [{ $ref: '#/components/securitySchemes/scram' }],
    },
  };
}

/** `partner-ledger.stage.payout.v1` → `stage.payout` */
function channelName({ name }: LedgerTopic): string {
  return name.replace(/^partner-ledger\./, '').replace(/\.v1$/, '');
}

function isPublic({ role }: LedgerTopic): boolean {
  return role === 'input' || role === 'output' || role === 'dead-letter';
}

function channelOf(topic: LedgerTopic, carried: readonly Message[]): JsonFields {
  const { name, role } = topic;
  return {
    address: name,
    description: ROLE_ABOUT[role],
    tags: [{ name: isPublic(topic) ? 'public' : 'internal' }],
    messages: Object.fromEntries(carried.map((each) => [each.name, { $ref: `#/components/messages/${each.name}` }])),
    bindings: {
      kafka: {
        topic: name,
        topicConfiguration: { 'cleanup.policy': ['delete'], 'max.message.bytes': maximumMessageBytes(role) },
        bindingVersion: KAFKA_BINDING,
      },
    },
  };
}

function operationOf(topic: LedgerTopic, channel: string, carried: readonly Message[]): JsonFields {
  return {
    action: topic.role === 'input' ? 'receive' : 'send',
    channel: { $ref: `#/channels/${channel}` },
    summary: topic.role === 'input' ? 'The ledger takes events from here.' : 'The ledger writes here.',
    tags: [{ name: isPublic(topic) ? 'public' : 'internal' }],
    messages: carried.map(({ name }) => ({ $ref: `#/channels/${channel}/messages/${name}` })),
  };
}

function messagesOf(topic: LedgerTopic, exampleOf: ExampleOf): Message[] {
  const { name, role } = topic;
  switch (role) {
    case 'input':
      return EVENT_TYPES.filter((type) => String(topicOf(type)) === name).map((type) => inputMessage(type, exampleOf));
    case 'output':
      return OUTPUT_TYPES.filter(({ service }) => outputTopic(service) === name).map(({ type }) => outputMessage(type));
    case 'dead-letter':
      return [DEAD_LETTER];
    case 'intake':
    case 'replies':
    case 'stage':
      return [INTERNAL_MESSAGES[role]];
  }
}

function inputMessage(type: EventType, exampleOf: ExampleOf): Message {
  const key = type.startsWith('partner.') ? 'The partner' : 'The customer; where the event names none, what it names';
  const { name, definition } = cloudEvent(type, asDraft7(jsonSchemaOf(type)), key);
  return { name, definition: { ...definition, examples: [{ name: 'full', payload: exampleOf(type) as JsonFields }] } };
}

/** What the ledger tells may have the type of what it is told, such as `payout.failed`: it has a key of its own. */
function outputMessage(type: OutputType): Message {
  const key = 'The partner; where there is none, the customer, the invoice or the program';
  const { name, definition } = cloudEvent(type, asDraft7(outputJsonSchemaOf(type)), key);
  return { name: isEventType(name) ? `output.${name}` : name, definition };
}

function cloudEvent(type: string, payload: JsonFields, key: string): Message {
  const { data } = payload['properties'] as { data: { description?: string } };
  return {
    name: type,
    definition: {
      name: type,
      title: type,
      summary: data.description ?? type,
      contentType: CLOUD_EVENT,
      headers: TRACE_HEADERS,
      payload,
      bindings: { kafka: { key: { type: 'string', description: key }, bindingVersion: KAFKA_BINDING } },
    },
  };
}
