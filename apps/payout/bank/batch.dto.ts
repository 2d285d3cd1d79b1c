import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { formatInstant } from '@ledger/kernel/instant';
import { BATCH_FORMATS, type Batch, type BatchLine } from '@ledger/rails/manual/bank-batch';
import type { MadeBatch } from '@ledger/rails/manual/bank-office';
import { ApiAmount, ApiTime } from '@ledger/service-kit/openapi/described-fields';
import { IdParam, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';

export class BatchParams extends ProgramParams {
  @IdParam({ example: 'batch-1', description: "The batch's id." })
  batch!: string;
}

export class GivenUpBatchParams extends ProgramParams {
  @IdParam({ example: 'batch-2', description: "The batch's id." })
  batch!: string;
}

/** A file for a bank. */
@ApiSchema({ name: 'PayoutBatch' })
export class BatchDto {
  @ApiProperty({ example: 'batch-1' })
  batch!: string;

  @ApiProperty({ example: 'EUR' })
  currency!: string;

  @ApiProperty({ enum: BATCH_FORMATS })
  format!: string;

  @ApiProperty({ enum: ['made', 'sent', 'given_up'] })
  state!: string;

  @ApiTime('When it was made, by the program’s clock.')
  madeAt!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Who sent it, or gave it up.' })
  turnedBy!: string | null;

  @ApiProperty({ type: 'integer' })
  payments!: number;

  @ApiAmount('What it pays in all')
  totalMinor!: string;

  @ApiProperty({ description: 'Of its bytes: SHA-256, in hex.' })
  sha256!: string;
}

/** A payout in a batch. */
@ApiSchema({ name: 'BatchPayment' })
export class PaymentDto {
  @ApiProperty({ example: 'po-1' })
  payout!: string;

  @ApiProperty()
  partner!: string;

  @ApiProperty()
  payee!: string;

  @ApiProperty({ description: 'By which the bank tells it.' })
  endToEndId!: string;

  @ApiAmount('What it pays')
  amountMinor!: string;

  @ApiProperty({ enum: ['in_batch', 'given_up', 'sent', 'paid', 'failed', 'returned'] })
  state!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Why it failed, or came back.' })
  code!: string | null;
}

@ApiSchema({ name: 'PayoutBatchWithPayments' })
export class BatchWithPaymentsDto extends BatchDto {
  @ApiProperty({ type: [PaymentDto] })
  lines!: PaymentDto[];
}

@ApiSchema({ name: 'PayoutBatches' })
export class BatchesDto {
  @ApiProperty({ type: [BatchDto] })
  items!: BatchDto[];
}

@ApiSchema({ name: 'LeftOutPayout' })
export class LeftOutDto {
  @ApiProperty()
  payout!: string;

  @ApiProperty()
  partner!: string;

  @ApiProperty()
  payee!: string;

  @ApiProperty({ type: [String], description: 'What has to be entered first.' })
  missing!: string[];

  @ApiProperty({
    type: [String],
    description: 'What else it waits for: somebody else’s eyes, or days since its account changed.',
  })
  waits!: string[];
}

@ApiSchema({ name: 'MadeBatches' })
export class MadeBatchesDto {
  @ApiProperty({ type: [BatchDto] })
  batches!: BatchDto[];

  @ApiProperty({ type: [LeftOutDto] })
  leftOut!: LeftOutDto[];
}

@ApiSchema({ name: 'BatchSent' })
export class SentDto {
  @ApiProperty({
    type: [String],
    description: 'Payouts that were not in transit any more: ask the bank to recall them.',
  })
  notInTransit!: string[];
}

@ApiSchema({ name: 'BatchGivenUp' })
export class GivenUpDto {
  @ApiProperty({ enum: ['given_up'] })
  state!: string;
}

@ApiSchema({ name: 'PaymentAnswered' })
export class AnsweredDto {
  @ApiProperty({ enum: ['recorded', 'known'] })
  state!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What the ledger says otherwise, and what a person does about it; null: nothing.',
  })
  contradicts!: string | null;
}

export function batchDto({
  batch,
  currency,
  format,
  state,
  madeAt,
  turn,
  payments,
  totalMinor,
  file,
}: Batch): BatchDto {
  const turnedBy = turn?.by ?? null;
  const made = { madeAt: formatInstant(madeAt), turnedBy, totalMinor: String(totalMinor), sha256: file.hash };
  return { batch, currency, format, state, payments, ...made };
}

export function paymentDto({ payout, partner, payee, endToEndId, amountMinor, state, code }: BatchLine): PaymentDto {
  return { payout, partner, payee, endToEndId, amountMinor: String(amountMinor), state, code };
}

export function madeBatchesDto(made: readonly MadeBatch[]): MadeBatchesDto {
  return {
    batches: made.flatMap(({ batch }) => (batch === null ? [] : [batchDto(batch)])),
    leftOut: made.flatMap(({ leftOut }) =>
      leftOut.map(({ payout: { payout, partner }, payeeId: payee, missing, waits }) => {
        return { payout, partner, payee, missing: [...missing], waits: [...waits] };
      }),
    ),
  };
}
