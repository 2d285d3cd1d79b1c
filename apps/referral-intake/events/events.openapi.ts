import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { EXAMPLE_EVENTS } from './example-events';
import { TrialAnswerDto } from '../trial/trial-answer.dto';
import { EventAnswerDto } from './event-answer.dto';

const ABOUT = `Takes events as CloudEvents 1.0: one (\`application/cloudevents+json\`), a list (\`application/cloudevents-batch+json\`), one per line (\`application/x-ndjson\`), or either of the first two as \`application/json\`. With headers \`ce-…\` (binary mode) the body is the event's \`data\`.

The answer comes when the events, and all that the ledger decided on them, are durable. It says for each event, in their order, whether it was \`accepted\`, \`ignored\` (the same again) or \`rejected\` with a code. That is not the request's success: the status is 200 whenever the events were judged, also when all were rejected; any other status means that **nothing** of the request was recorded, or that this is not known (503, a broken connection), and that the same request can be sent again.

Sending again is always safe for the ledger: an event with the same \`source\`, \`id\` and content is ignored. With an \`Idempotency-Key\` the same request also gets the same answers (\`repeated: true\`) and leaves no trace.

At most 5 MB (after decompression) and 1,000 events, unless LEDGER_MAX_BODY_BYTES and LEDGER_MAX_EVENTS_PER_REQUEST say otherwise; larger inputs are fed with \`ledger ingest FILE\`.

With \`dryRun=true\` it is a **trial**: the same checks, verdicts and decisions, and nothing recorded, not the Idempotency-Key either. The answer is a \`Trial\`: for each event its verdict, and the lines, payouts and credits that would follow. It takes as given what was recorded up to the \`position\` that it names. It costs time and memory by the length of the program's log, so one is made at a time; who waits too long for a turn is answered 503 with \`Retry-After\`.`;

const event = { $ref: '#/components/schemas/Event' };
const list = { type: 'array', items: event };

const CONTENT = {
  'application/cloudevents+json': { schema: event, example: EXAMPLE_EVENTS.one },
  'application/cloudevents-batch+json': { schema: list, example: EXAMPLE_EVENTS.list },
  'application/x-ndjson': {
    schema: { type: 'string', description: 'One event per line.' },
    example: EXAMPLE_EVENTS.lines,
  },
  'application/json': { schema: { oneOf: [event, list] }, example: EXAMPLE_EVENTS.one },
};

/** How OpenAPI describes `POST /v1/events`. */
export function ApiEvents() {
  return applyDecorators(
    ApiExtraModels(EventAnswerDto, TrialAnswerDto),
    ApiOperation({ summary: 'Send events', description: ABOUT }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: '1 to 255 printable ASCII characters, chosen by the sender; remembered for good, per token.',
    }),
    ApiRequestContent(CONTENT),
    ApiResponse({
      status: 200,
      description:
        'What became of each event; one answer for a single event, else a list in the order of the events. With `dryRun=true`: a trial.',
      schema: {
        oneOf: [
          { $ref: getSchemaPath(EventAnswerDto) },
          { type: 'array', items: { $ref: getSchemaPath(EventAnswerDto) } },
          { $ref: getSchemaPath(TrialAnswerDto) },
        ],
      },
    }),
    ApiResponse(problemResponse(413, 'Too many bytes or events.')),
    ApiResponse(problemResponse(415, 'Another content type.')),
    ApiResponse(problemResponse(422, 'The Idempotency-Key was used for another body before.')),
    ApiResponse(problemResponse(503, 'The ledger cannot take events now; send the same request again.')),
  );
}
