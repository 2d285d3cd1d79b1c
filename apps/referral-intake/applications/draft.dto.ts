import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { APPLICATION_STATES } from '@ledger/desk/applications/application.entity';
import { FIELD_KINDS, FILE_KINDS, type ApplicationForm } from '@ledger/program/joining/application-form';
import { FILE_TYPES } from '@ledger/desk/files/file-type';
import { ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { ProgramParams, IdParam } from '@ledger/service-kit/reads/program-params.dto';
import { Matches } from 'class-validator';
import type { AnsweredFile } from '@ledger/desk/applications/application-parts';
import type { Answers } from '@ledger/desk/applications/check-answers';
import type { ShownDraft } from './drafts.service';

export class DraftParams extends ProgramParams {
  @IdParam({ example: 'drf_4k2m9x7q1w5e8r3t', description: 'Of the draft, as its creation answered it.' })
  draft!: string;
}

export class DraftFileParams extends DraftParams {
  @ApiProperty({ description: 'SHA-256 of the file, in hex.', example: 'a'.repeat(64) })
  @Matches(/^[0-9a-f]{64}$/, { message: 'hash must be a SHA-256 in hex' })
  hash!: string;
}

@ApiSchema({ name: 'FormField' })
class FormFieldDto {
  @ApiProperty({ example: 'phone' })
  name!: string;

  @ApiProperty({ example: 'Phone' })
  label!: string;

  @ApiProperty({ enum: FIELD_KINDS })
  kind!: string;

  @ApiProperty()
  required!: boolean;

  @ApiProperty({ type: String, nullable: true })
  help!: string | null;

  @ApiProperty({ type: [String], description: 'Of `choice` and `choices`.' })
  options!: readonly string[];

  @ApiProperty({ enum: FILE_KINDS, isArray: true, description: 'Of `file`; empty: any of them.' })
  accepts!: readonly string[];

  @ApiProperty({ description: 'Whether its file is a tax form, which finance confirms.' })
  taxForm!: boolean;
}

@ApiSchema({ name: 'FormStep' })
export class FormStepDto {
  @ApiProperty({ example: 'company' })
  name!: string;

  @ApiProperty({ example: 'Company info' })
  title!: string;

  @ApiProperty({ type: [FormFieldDto] })
  fields!: readonly FormFieldDto[];
}

@ApiSchema({ name: 'AnsweredFile' })
export class AnsweredFileDto {
  @ApiProperty({ example: 'taxDocument' })
  field!: string;

  @ApiProperty({ description: 'SHA-256, in hex.' })
  hash!: string;

  @ApiProperty({ example: 'W-9.pdf' })
  name!: string;

  @ApiProperty({ enum: FILE_TYPES, description: 'By its bytes.' })
  type!: string;

  @ApiProperty({ type: 'integer', description: 'In bytes.' })
  size!: number;
}

@ApiSchema({ name: 'AnswerFault' })
class AnswerFaultDto {
  @ApiProperty({ description: 'Empty: the form has no such field.' })
  step!: string;

  @ApiProperty()
  field!: string;

  @ApiProperty({ example: 'is missing' })
  detail!: string;
}

/** An application as it is typed. */
@ApiSchema({ name: 'ApplicationDraft' })
export class DraftDto {
  @ApiProperty({ example: 'drf_4k2m9x7q1w5e8r3t' })
  draft!: string;

  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ description: 'The type of partner that it is for.', example: 'partner' })
  type!: string;

  @ApiProperty({ enum: APPLICATION_STATES })
  state!: string;

  @ApiProperty({ type: String, nullable: true, description: 'null: it was not submitted yet.' })
  trackingId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What is asked for, or why it was rejected.' })
  reason!: string | null;

  @ApiProperty({ type: [FormStepDto], description: 'The form of the terms in force.' })
  steps!: readonly FormStepDto[];

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'By the names of fields, as typed.' })
  answers!: Answers;

  @ApiProperty({ type: [AnsweredFileDto] })
  files!: readonly AnsweredFileDto[];

  @ApiProperty({ type: [AnswerFaultDto], description: 'What is to be done before it can be submitted.' })
  faults!: readonly AnswerFaultDto[];

  @ApiTimeOrNull('From then on it is dropped, unless it is written; null: it was submitted')
  expiresAt!: string | null;
}

@ApiSchema({ name: 'NewApplicationDraft' })
export class NewDraftDto extends DraftDto {
  @ApiProperty({ description: 'Opens the draft, in the header Draft-Token; told this once.' })
  secret!: string;
}

@ApiSchema({ name: 'SubmittedApplication' })
export class SubmittedDto {
  @ApiProperty({ example: 'PLX-HF6E-3R' })
  trackingId!: string;

  @ApiProperty({ enum: APPLICATION_STATES })
  state!: string;
}

export function formStepsDto({ steps }: ApplicationForm): FormStepDto[] {
  return steps.map(({ name, title, fields }) => ({ name, title, fields: fields.map((field) => ({ ...field })) }));
}

export function answeredFileDto({ field, hash, name, type, size }: AnsweredFile): AnsweredFileDto {
  return { field, hash, name, type, size };
}

export function draftDto({ application, form, faults }: ShownDraft): DraftDto {
  const { id, program, partnerType, state, trackingId, reason, answers, files, expiresAt } = application;
  return {
    ...{ draft: id, program, type: partnerType, state, trackingId, reason },
    steps: formStepsDto(form),
    answers,
    files: files.map(answeredFileDto),
    faults: faults.map(({ step, field, detail }) => ({ step, field, detail })),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
