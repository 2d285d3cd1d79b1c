import { Controller, Headers, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PinoLogger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { instant } from '@ledger/kernel/instant';
import type { Answer, LedgerRuntime } from '@ledger/runner/ledger-runtime';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { serviceTokenOf, type ServiceToken } from '@ledger/service-kit/access/principal';
import { OfCallersProgram } from '@ledger/service-kit/access/of-callers-program';
import { Requires } from '@ledger/service-kit/access/requires';
import { API_DATA_SOURCE, HTTP_SETTINGS, LEDGER_RUNTIME } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import type { HttpSettings } from '@ledger/service-kit/http-settings';
import { EventTrials } from '../trial/event-trials';
import type { TrialAnswerDto } from '../trial/trial-answer.dto';
import { eventAnswer, type EventAnswerDto } from './event-answer.dto';
import { ApiEvents } from './events.openapi';
import { claimKey, idempotencyKey } from './idempotency-key';
import { refusePrograms } from './refuse-programs';
import { refuseReservedSource, RESTORE_HEADER } from './refuse-reserved-source';
import { refuseTopics } from './refuse-topics';
import type { SentEvents } from './read-events';
import { requestMode, type RequestMode } from './request-mode';
import { SendEventsQuery } from './send-events-query.dto';

/** How events are sent, known before their body is read. */
interface Sending {
  readonly mode: RequestMode;
  readonly caller: ServiceToken;
  readonly restores: boolean;
  readonly chosenKey: ReturnType<typeof idempotencyKey>;
}

type SentAnswer = EventAnswerDto | readonly EventAnswerDto[];

/** Takes events; what becomes of each is in the answer, which waits until all of it is durable. */
@ApiTags('events')
@Controller('v1/events')
export class EventsController {
  constructor(
    @Inject(LEDGER_RUNTIME) private readonly runtime: LedgerRuntime | null,
    @Inject(API_DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
    private readonly bodies: BodyReader,
    private readonly trials: EventTrials,
    private readonly log: PinoLogger,
  ) {}

  @Post()
  @HttpCode(200)
  @Requires('send-events')
  @OfCallersProgram()
  @ApiEvents()
  async sendEvents(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Query() { dryRun }: SendEventsQuery,
    @Caller() { principal }: StaffCaller,
    @Headers('idempotency-key') keyHeader: string | undefined,
  ): Promise<SentAnswer | TrialAnswerDto> {
    const runtime = this.gate();
    const caller = serviceTokenOf(principal);
    const restores = request.headers[RESTORE_HEADER] === 'true';
    const sending = { mode: requestMode(request.headers), caller, restores, chosenKey: idempotencyKey(keyHeader) };
    if (dryRun === 'true') return this.trials.run({ request, response, read: (body) => this.read(body, sending) });
    return this.bodies.withBody(request, (body) => this.offer(runtime, body, sending));
  }

  /** The events of a body, of which the caller may send each. */
  private read(body: Buffer, { mode, caller, restores }: Sending): SentEvents {
    const sent = mode.read(body, this.settings.maxEventsPerRequest);
    refusePrograms(caller, sent.values);
    refuseTopics(caller, sent.values);
    refuseReservedSource({ caller, restores, now: instant(Date.now()) }, sent.values);
    return sent;
  }

  private async offer(runtime: LedgerRuntime, body: Buffer, sending: Sending): Promise<SentAnswer> {
    const { values, single } = this.read(body, sending);
    const { caller, mode } = sending;
    const { key, chosen } = sending.chosenKey;
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
