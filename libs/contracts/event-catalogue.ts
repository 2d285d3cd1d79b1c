import { GENERAL_REJECTIONS, specificRejectionsOf } from './event-rejections';
import { EVENT_TYPES, topicOf, TOPICS, type EventType } from './event-types';
import { EVENT_LIMITS } from './event-limits';
import { describeFields, type FieldRow } from './describe-fields';
import { envelopeJsonSchema, jsonSchemaOf, type JsonSchema } from './json-schemas';
import { REJECTIONS, type RejectionCode } from './rejection-codes';

/** An example event of a type, as JSON. */
export type ExampleOf = (type: EventType) => unknown;

const INTRODUCTION = `# Events

<!-- Written by \`npm run docs:events\` from the schemas in libs/contracts. Change those, not this page. -->

Events come as CloudEvents 1.0 in JSON, one per Kafka record or per line of a file. (\`source\`, \`id\`) identifies an
event within its program: the same again is ignored, the same with other content is rejected. Fields that this page
does not name are allowed and kept.

- **id**: a non-empty string of at most 128 characters (Unicode code points).
- **amount**: an integer in minor units of the event's currency, from 0 to 2^53 − 1; a **positive amount** is at least 1,
  a **signed amount** may be negative.
- **rate**: a decimal string from \`"0"\` to \`"1"\`, such as \`"0.20"\`; never \`20\` for 20 %.
- **date** is \`YYYY-MM-DD\`, **month** \`YYYY-MM\`, **time** RFC 3339 in UTC (\`Z\` or \`+00:00\`) with at most nine
  decimals, of which three count; each must exist in the calendar.
- Limits, the same at every door: ${EVENT_LIMITS.bytes} bytes of an event as compact JSON in UTF-8, ${EVENT_LIMITS.linesOfInvoice} lines
  in an invoice, ${EVENT_LIMITS.fieldsOfObject} fields in an object, ${EVENT_LIMITS.levels} levels of objects and lists, and numbers that a double can
  hold. An event beyond one is rejected as \`schema_invalid\`; of one with too many bytes only its ids are kept.
- No text may contain U+0000 or half a surrogate pair: neither can be stored as it is.
- A field marked _personal_ is kept apart from the facts and can be erased; so are fields that no schema names, names
  included. Logs and exports hold pseudonyms in their place, also in what was rejected.
`;

/** The catalogue of events, docs/events.md: per topic and type a sentence, the fields, an example, what can be refused. */
export function renderEventCatalogue(exampleOf: ExampleOf): string {
  return [
    INTRODUCTION,
    envelopeSection(),
    rejectionsSection(),
    ...Object.values(TOPICS).flatMap((topic) => [
      `## Topic \`${topic}\`\n`,
      ...EVENT_TYPES.filter((type) => topicOf(type) === topic).map((type) => typeSection(type, exampleOf(type))),
    ]),
  ].join('\n');
}

function envelopeSection(): string {
  const rows = describeFields(envelopeJsonSchema());
  return `## The envelope\n\n${fieldTable(rows)}\n`;
}

function rejectionsSection(): string {
  const general = GENERAL_REJECTIONS.map((code) => `\`${code}\``).join(', ');
  return [
    '## Rejections\n',
    'What is refused is kept, with its code and a detail that names the offending value, and can be sent again once the',
    `cause is cured. The types below say what else can befall them; any event can be rejected as ${general}.\n`,
    '| code | meaning |',
    '|---|---|',
    ...Object.entries(REJECTIONS).map(([code, meaning]) => `| \`${code}\` | ${meaning} |`),
    '',
  ].join('\n');
}

function typeSection(type: EventType, example: unknown): string {
  const data = dataOf(jsonSchemaOf(type));
  const rows = describeFields(data);
  return [
    `### \`${type}\`\n`,
    `${data.description ?? ''}\n`,
    rows.length === 0 ? 'Its `data` has no fields of its own: `{}`.\n' : `${fieldTable(rows)}\n`,
    ...ruleLines(data),
    `${rejectionLine(specificRejectionsOf(type))}\n`,
    `\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\`\n`,
  ].join('\n');
}

function dataOf(schema: JsonSchema): JsonSchema {
  const data = schema.properties?.['data'];
  if (typeof data !== 'object') throw new Error('the schema of an event describes its data');
  return data;
}

function fieldTable(rows: readonly FieldRow[]): string {
  const lines = rows.map(({ field, kind, required, personal, description }) => {
    const note = personal ? `${description} _(personal)_` : description;
    return `| \`${field}\` | ${kind} | ${required ? 'yes' : ''} | ${note} |`;
  });
  return ['| field | kind | required | meaning |', '|---|---|---|---|', ...lines].join('\n');
}

function ruleLines(data: JsonSchema): string[] {
  if (data.oneOf !== undefined) return [`Exactly one of ${alternatives(data.oneOf)}.\n`];
  if (data.anyOf !== undefined) return [`At least one of ${alternatives(data.anyOf)}.\n`];
  return [];
}

function alternatives(schemas: readonly unknown[]): string {
  return schemas.map((schema) => `\`${String((schema as { required: readonly string[] }).required[0])}\``).join(', ');
}

function rejectionLine(codes: readonly RejectionCode[]): string {
  if (codes.length === 0) return 'Rejected only for the general reasons.';
  return `Can also be rejected as ${codes.map((code) => `\`${code}\``).join(', ')}.`;
}
