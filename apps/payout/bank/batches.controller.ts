import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { parseDate } from '@ledger/kernel/calendar';
import type { LineAnswer } from '@ledger/rails/manual/bank-batch';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { answerBody, giveUpBody, makeBody } from './bank-bodies';
import { BankDeskService } from './bank-desk.service';
import {
  AnsweredDto,
  batchDto,
  BatchesDto,
  BatchParams,
  BatchWithPaymentsDto,
  GivenUpBatchParams,
  GivenUpDto,
  madeBatchesDto,
  MadeBatchesDto,
  paymentDto,
  SentDto,
} from './batch.dto';

const BINARY = { schema: { type: 'string', format: 'binary' } };
const MEDIA_TYPES = { 'pain.001': 'application/xml', csv: 'text/csv; charset=utf-8' } as const;

/** Files for a bank, of payouts by hand, for staff. */
@ApiTags('payouts by hand')
@Requires('pay-by-hand')
@ApiResponse(problemResponse(404, 'There is no such program, batch or payout.'))
@Controller('v1/programs/:program/payout-batches')
export class BatchesController {
  constructor(
    private readonly desk: BankDeskService,
    private readonly bodies: BodyReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'The batches of a program, the latest first' })
  @ApiOkResponse({ type: BatchesDto })
  async listBatches(@Param() { program }: ProgramParams): Promise<BatchesDto> {
    const batches = await this.desk.of(program, ({ desk }) => desk.list(program));
    return { items: batches.map(batchDto) };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Make a batch of each currency from the payouts by hand in transit that are in none' })
  @ApiRequestContent(jsonContent(makeBody, { format: 'pain.001', executeOn: '2026-12-31' }))
  @ApiOkResponse({ type: MadeBatchesDto })
  makeBatches(@Req() request: Request, @Param() { program }: ProgramParams): Promise<MadeBatchesDto> {
    return withJson(this.bodies, request, makeBody, async ({ currency = null, format, executeOn: day }) => {
      const executeOn = day === undefined ? null : parseDate(day);
      const asked = { program, currency, format, executeOn };
      return madeBatchesDto(await this.desk.of(program, ({ office }) => office.make(asked)));
    });
  }

  @Get(':batch')
  @ApiOperation({ summary: 'A batch, and what became of each payment' })
  @ApiOkResponse({ type: BatchWithPaymentsDto })
  async findBatch(@Param() { program, batch: id }: BatchParams): Promise<BatchWithPaymentsDto> {
    return this.desk.of(program, async ({ desk }) => {
      const batch = await desk.find(program, id);
      if (batch === null) throw new Problem('not-found', `${program} has no ${id}.`);
      return { ...batchDto(batch), lines: (await desk.lines(program, id)).map(paymentDto) };
    });
  }

  @Get(':batch/file')
  @ApiOperation({ summary: 'The file of a batch, the same bytes each time' })
  @ApiResponse({ status: 200, description: 'The bytes.', content: { 'application/xml': BINARY, 'text/csv': BINARY } })
  async downloadBatch(@Res() response: Response, @Param() { program, batch: id }: BatchParams): Promise<void> {
    const { batch, text } = await this.desk.of(program, ({ office }) => office.file(program, id));
    const end = batch.format === 'csv' ? 'csv' : 'xml';
    response.status(200).set({
      'Content-Type': MEDIA_TYPES[batch.format],
      'Content-Disposition': `attachment; filename="${batch.batch}.${end}"`,
      'Cache-Control': 'no-store',
    });
    response.end(text);
  }

  @Post(':batch/sent')
  @HttpCode(200)
  @ApiOperation({ summary: 'Note that a batch went to the bank' })
  @ApiOkResponse({ type: SentDto })
  async markSent(@Param() { program, batch }: BatchParams, @Caller() caller: StaffCaller): Promise<SentDto> {
    return { notInTransit: [...(await this.desk.of(program, ({ office }) => office.sent(program, batch, caller.id)))] };
  }

  @Post(':batch/give-up')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give up a batch that went to no bank: its payouts go into the next one' })
  @ApiRequestContent(jsonContent(giveUpBody, { reason: 'an account that is closed' }))
  @ApiOkResponse({ type: GivenUpDto })
  giveUp(
    @Req() request: Request,
    @Param() { program, batch }: GivenUpBatchParams,
    @Caller() caller: StaffCaller,
  ): Promise<GivenUpDto> {
    return withJson(this.bodies, request, giveUpBody, async ({ reason }) => {
      await this.desk.of(program, ({ office }) => office.giveUp(program, batch, { by: caller.id, reason }));
      return { state: 'given_up' };
    });
  }

  @Post(':batch/answers')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say what became of a payment of a batch that was sent; the ledger is told' })
  @ApiRequestContent(jsonContent(answerBody, { says: 'paid', payout: 'po-1', evidence: 'statement 9 of the bank' }))
  @ApiOkResponse({ type: AnsweredDto })
  answerPayment(
    @Req() request: Request,
    @Param() { program, batch }: BatchParams,
    @Caller() caller: StaffCaller,
  ): Promise<AnsweredDto> {
    return withJson(this.bodies, request, answerBody, async ({ payout, evidence, ...said }) => {
      const answer: LineAnswer = said;
      const by = { by: caller.id, evidence };
      const of = { program, payout, batch };
      const { isNew, contradicts } = await this.desk.of(program, ({ office }) => office.answer(of, answer, by));
      return { state: isNew ? 'recorded' : 'known', contradicts };
    });
  }
}
