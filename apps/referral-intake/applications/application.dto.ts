import { ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { Application } from '@ledger/desk/applications/application.entity';
import { QUEUE_STATES, type QueuedApplication, type QueueState } from '@ledger/desk/applications/review-queue';
import type { Answers } from '@ledger/desk/applications/check-answers';
import { TAX_FORMS } from '@ledger/contracts/partner-schemas';
import { FlagFilter, OneOfFilter } from '@ledger/service-kit/lists/filter-fields';
import { ApiObjectOrNull, ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { IdParam, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { Matches } from 'class-validator';
import { AnsweredFileDto, answeredFileDto } from './draft.dto';
import type { TakenSlot } from './promotion-slots';

const DAY_MS = 86_400_000;

export class ApplicationParams extends ProgramParams {
  @IdParam({ example: 'PLX-HF6E-3R', description: 'The tracking id.' })
  application!: string;
}

export class ApplicationFileParams extends ApplicationParams {
  @ApiProperty({ description: 'SHA-256 of the file, in hex.', example: 'a'.repeat(64) })
  @Matches(/^[0-9a-f]{64}$/, { message: 'hash must be a SHA-256 in hex' })
  hash!: string;
}

export class ApplicationQuery extends PageQuery {
  @OneOfFilter(QUEUE_STATES, 'Only applications of this state.')
  state?: QueueState;

  @FlagFilter('Only applications whose review is overdue.')
  overdue?: 'true' | 'false';
}

/** An application in the queue of reviewers. */
@ApiSchema({ name: 'QueuedApplication' })
export class QueuedApplicationDto {
  @ApiProperty({ example: 'PLX-HF6E-3R' })
  trackingId!: string;

  @ApiProperty({ example: 'par_4k2m9x7q1w5e8r3t' })
  partner!: string;

  @ApiProperty({ example: 'partner' })
  type!: string;

  @ApiProperty({ enum: QUEUE_STATES })
  state!: string;

  @ApiProperty({ type: String, nullable: true })
  name!: string | null;

  @ApiProperty({ type: String, nullable: true })
  company!: string | null;

  @ApiTime('When it was submitted last')
  submittedAt!: string;

  @ApiProperty({ type: 'integer', description: 'Whole days since then, by the program’s clock.' })
  ageDays!: number;

  @ApiTime('Until when it has to be reviewed, by the working days of the terms')
  dueAt!: string;

  @ApiProperty({ description: 'Whether it waits for a review that is past its time.' })
  overdue!: boolean;

  @ApiTimeOrNull('When it was decided, or more was asked for')
  decidedAt!: string | null;
}

export const QueuedApplicationsDto = pageDto(QueuedApplicationDto, 'QueuedApplications');

@ApiSchema({ name: 'PromotionSlot' })
export class TakenSlotDto {
  @ApiProperty({ example: 'launch' })
  promotion!: string;

  @ApiProperty({ example: '0.5' })
  rate!: string;

  @ApiProperty({ type: 'integer', description: 'Which of the slots it took; the first is 1.' })
  slot!: number;
}

@ApiSchema({ name: 'ConfirmedTaxForm' })
export class ConfirmedTaxFormDto {
  @ApiProperty({ description: 'SHA-256 of its file.' })
  hash!: string;

  @ApiProperty({ enum: TAX_FORMS })
  form!: string;

  @ApiProperty({ format: 'date' })
  signedOn!: string;
}

/** An application with its answers. */
@ApiExtraModels(TakenSlotDto, ConfirmedTaxFormDto)
@ApiSchema({ name: 'Application' })
export class ApplicationDto extends QueuedApplicationDto {
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'By the names of fields.' })
  answers!: Answers;

  @ApiProperty({ type: [AnsweredFileDto] })
  files!: readonly AnsweredFileDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Of the last decision.' })
  reason!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The principal who decided.' })
  decidedBy!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The first code of the partner.', example: 'ALDER' })
  code!: string | null;

  @ApiObjectOrNull(ConfirmedTaxFormDto, 'The tax form that finance has confirmed')
  taxForm!: ConfirmedTaxFormDto | null;

  @ApiObjectOrNull(TakenSlotDto, 'The slot of a promotion that the partner took')
  promotion!: TakenSlotDto | null;
}

/** A queue's entry at a time of the program's clock. */
export function queuedDto(application: QueuedApplication, nowMs: number): QueuedApplicationDto {
  const { trackingId, partner, type, state, name, company, submittedAt, dueAt, decidedAt } = application;
  return {
    ...{ trackingId, partner, type, state, name, company },
    submittedAt: submittedAt.toISOString(),
    ageDays: Math.max(0, Math.floor((nowMs - submittedAt.getTime()) / DAY_MS)),
    dueAt: dueAt.toISOString(),
    overdue: state === 'submitted' && dueAt.getTime() < nowMs,
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

/** An application with all of it. */
export function applicationDto(
  application: Application,
  queued: QueuedApplication,
  { nowMs, slot }: { readonly nowMs: number; readonly slot: TakenSlot | null },
): ApplicationDto {
  const { submitted, reason, decidedBy, code, taxForm } = application;
  return {
    ...queuedDto(queued, nowMs),
    answers: submitted?.answers ?? {},
    files: (submitted?.files ?? []).map(answeredFileDto),
    ...{ reason, decidedBy, code },
    taxForm: taxForm === null ? null : { hash: taxForm.hash, form: taxForm.form, signedOn: taxForm.signedOn },
    promotion: slot,
  };
}
