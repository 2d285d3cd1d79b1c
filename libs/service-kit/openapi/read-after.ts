import { applyDecorators } from '@nestjs/common';
import { ApiQuery, ApiResponse } from '@nestjs/swagger';
import { problemResponse } from './problem-response';

/** What every read takes: the position of an answer that it has to be after. */
export function ApiReadAfter(): ReturnType<typeof applyDecorators> {
  return applyDecorators(
    ApiQuery({
      name: 'after',
      required: false,
      schema: { type: 'string', pattern: '^\\d{1,19}$' },
      description:
        'The `position` of an answer to events: the read waits until it shows them and all that follows from them, for 10 seconds at most (LEDGER_READ_AFTER_MS).',
    }),
    ApiResponse(
      problemResponse(503, 'What `after` names is not visible yet, or the service cannot read now: ask again.'),
    ),
  );
}
