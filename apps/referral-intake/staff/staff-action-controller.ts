import { Controller, Headers, HttpCode, Param, Post, Req, type Type } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { idempotencyKey } from '../events/idempotency-key';
import { actionBody, saysBy, withoutPersonal } from './action-body';
import { RecordedActionDto } from './recorded-action.dto';
import type { StaffAction } from './staff-actions';

const EXAMPLES: Readonly<Record<string, string>> = {
  program: 'plixo',
  partner: 'oak',
  payout: 'po-1',
  period: '2026-11',
  promotion: 'launch',
};

/** The controller of one action of the staff: the one fact that it is, offered to the gate with the caller as `by`. */
export function staffActionController({ name, path, right, type, summary, example }: StaffAction): Type {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, param]) => param ?? '');
  const body = actionBody(type, inPath);

  @ApiTags('staff')
  @Requires(right)
  @Controller('v1/programs/:program')
  class StaffActionController {
    constructor(
      private readonly facts: DeskFacts,
      private readonly bodies: BodyReader,
    ) {}

    @Post(path)
    @HttpCode(200)
    @ApiOperation({
      operationId: name,
      summary,
      description: `Records \`${type}\`; its fields are those of the event.`,
    })
    @ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key with the same body again is answered as the first time, and does nothing.',
      schema: { type: 'string', maxLength: 255 },
    })
    @ApiRequestContent(jsonContent(body, example as Record<string, unknown>))
    @ApiOkResponse({ type: RecordedActionDto })
    @ApiResponse(problemResponse(404, 'There is no such program.'))
    @ApiResponse(problemResponse(422, 'The rules of the program reject it: `code` is that of the gate.'))
    act(
      @Req() request: Request,
      @Param() params: Record<string, string>,
      @Caller() caller: StaffCaller,
      @Audited() audit: AuditNote,
      @Headers('idempotency-key') header: string | undefined,
    ): Promise<RecordedActionDto> {
      return withJson(this.bodies, request, body, async (said) => {
        const named = Object.fromEntries(inPath.map((param) => [param, params[param]]));
        const data = { ...named, ...said, ...(saysBy(type) ? { by: caller.id } : {}) };
        audit.change({ after: withoutPersonal(type, data) });
        const key = keyOf(caller.id, idempotencyKey(header).key, { name, data });
        const { id, verdict, position } = await this.facts.record({
          program: params['program'] ?? '',
          type,
          data,
          key,
        });
        return { id, verdict, position };
      });
    }
  }
  for (const param of ['program', ...inPath]) {
    ApiParam({ name: param, schema: { type: 'string', example: EXAMPLES[param] ?? param } })(
      StaffActionController.prototype,
      'act',
      Object.getOwnPropertyDescriptor(StaffActionController.prototype, 'act') as PropertyDescriptor,
    );
  }
  Object.defineProperty(StaffActionController, 'name', { value: `${name}Controller` });
  return StaffActionController;
}

/** The same action of the same person under the same key is the same fact; another is another. */
function keyOf(caller: string, key: string, what: object): string {
  return `staff-${createHash('sha256')
    .update(JSON.stringify([caller, key, what]))
    .digest('hex')
    .slice(0, 40)}`;
}
