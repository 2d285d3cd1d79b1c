import { Controller, Headers, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import type { Answer, LedgerRuntime } from '@ledger/runner/ledger-runtime';
import { Caller, type CallerToken } from '@ledger/service-kit/auth/caller';
import { OfCallersProgram } from '@ledger/service-kit/auth/of-callers-program';
import { Requires } from '@ledger/service-kit/auth/requires';
import { API_DATA_SOURCE, HTTP_SETTINGS, LEDGER_RUNTIME } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import type { HttpSettings } from '@ledger/service-kit/settings/http-settings';
import { eventAnswer, type EventAnswerDto } from './event-answer.dto';
import { ApiEvents } from './events.openapi';
import { claimKey, idempotencyKey } from './idempotency-key';
import { refusePrograms } from './refuse-programs';
import { refuseReservedSource, RESTORE_HEADER } from './refuse-reserved-source';
import { refuseTopics } from './refuse-topics';
import { requestMode, type RequestMode } from './request-mode';

interface SentRequest {
  readonly runtime: LedgerRuntime;
  readonly mode: RequestMode;
  readonly body: Buffer;
  readonly caller: CallerToken;
  readonly keyHeader: string | undefined;
  readonly restores: boolean;
}

/** Takes events; what becomes of each is in the answer, which waits until all of it is durable. */
@ApiTags('events')
@Controller('v1/events')
export class EventsController {
  constructor(
    @Inject(LEDGER_RUNTIME) private readonly runtime: LedgerRuntime | null,
    @Inject(API_DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
    private readonly bodies: BodyReader,
    private readonly log: PinoLogger,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires('send-events')
  @OfCallersProgram()
  @ApiEvents()
  async sendEvents(
    @Req() request: Request,
    @Caller() caller: CallerToken,
    @Headers('idempotency-key') keyHeader: string | undefined,
  ): Promise<EventAnswerDto | readonly EventAnswerDto[]> {
    const runtime = this.gate();
    const mode = requestMode(request.headers);
    const restores = request.headers[RESTORE_HEADER] === 'true';
    return this.bodies.withBody(request, (body) => this.take({ runtime, mode, body, caller, keyHeader, restores }));
  }

  private async take({
    runtime,
    mode,
    body,
    caller,
    keyHeader,
    restores,
  }: SentRequest): Promise<EventAnswerDto | readonly EventAnswerDto[]> {
    const { values, single } = mode.read(body, this.settings.maxEventsPerRequest);
    refusePrograms(caller, values);
    refuseTopics(caller, values);
    refuseReservedSource(caller, restores, values);
    const { key, chosen } = idempotencyKey(keyHeader);
    if (chosen) await claimKey(this.dataSource, { tokenId: caller.id, key, mode: mode.name, body });
    const place = `request:${caller.id}:${key}`;
    const answers = await runtime.offer(values.map((value, index) => ({ value, origin: { place, index } })));
    this.logAnswers(answers);
    const [first] = answers;
    return single && first !== undefined ? eventAnswer(first) : answers.map(eventAnswer);
  }

  private gate(): LedgerRuntime {
    if (this.runtime !== null) return this.runtime;
    throw new Problem('unavailable', 'This process only reads: send events to one that runs the gate.');
  }

  private logAnswers(answers: readonly Answer[]): void {
    for (const { id, program, seq, verdict, repeated } of answers) {
      const code = verdict.type === 'rejected' ? { code: verdict.code } : {};
      this.log.debug({ event: id, program, seq, verdict: verdict.type, ...code, repeated }, 'event answered');
    }
  }
}
