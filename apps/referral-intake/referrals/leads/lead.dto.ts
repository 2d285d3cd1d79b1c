import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { FILE_TYPES, type FileType } from '@ledger/desk/files/file-type';
import { formatInstant, parseInstantOrDay } from '@ledger/kernel/instant';
import { LEAD_STATES, type LeadFilter, type LeadState, type LeadWithState } from '@ledger/read-models/tables/leads';
import { IdFilter, OneOfFilter, TimeFilter } from '@ledger/service-kit/lists/filter-fields';
import { ApiTime } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { IdParam, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { Matches } from 'class-validator';
import type { LeadDetails, WhyLost } from './lead-readings.service';

const LEAD = { example: 'lead-0d7f8a52-3c1e-4d0e-9b7a-6f2b1c9d8e70', description: 'The lead.' };
const HASH = {
  description: 'SHA-256 of the file, in hex.',
  pattern: '^[0-9a-f]{64}$',
  example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
};
const isHash = () => Matches(/^[0-9a-f]{64}$/, { message: 'hash must be a SHA-256 in hex' });
const textOrNull = (description: string, example?: string) =>
  ApiProperty({ type: String, nullable: true, description, ...(example === undefined ? {} : { example }) });

export class LeadParams {
  @IdParam(LEAD)
  referral!: string;
}

export class LeadFileParams extends LeadParams {
  @ApiProperty(HASH)
  @isHash()
  hash!: string;
}

export class ProgramLeadParams extends ProgramParams {
  @IdParam(LEAD)
  referral!: string;
}

export class ProgramLeadFileParams extends ProgramLeadParams {
  @ApiProperty(HASH)
  @isHash()
  hash!: string;
}

@ApiSchema({ name: 'LeadTaken' })
export class LeadTakenDto {
  @ApiProperty(LEAD)
  referral!: string;

  @textOrNull('What its sender calls it.', 'crm-4711')
  externalId!: string | null;

  @ApiProperty({ enum: LEAD_STATES, example: 'received' })
  state!: LeadState;

  @ApiTime('When it was handed in, by the program’s clock.')
  submittedAt!: string;

  @textOrNull('The day since which the same e-mail or company was known before; null: it was new.', '2026-02-17')
  knownSince!: string | null;

  @ApiProperty({ example: '1042', description: 'Of the log.' })
  position!: string;
}

@ApiSchema({ name: 'LeadFile' })
export class LeadFileDto {
  @ApiProperty(HASH)
  hash!: string;

  @ApiProperty({ example: 'minutes.pdf' })
  name!: string;

  @ApiProperty({ enum: FILE_TYPES })
  type!: FileType;

  @ApiProperty({ type: 'integer', description: 'In bytes.' })
  size!: number;
}

/** A lead as staff see it in lists: nothing personal. */
@ApiSchema({ name: 'Lead' })
export class LeadDto {
  @ApiProperty(LEAD)
  referral!: string;

  @ApiProperty({ example: 'alder' })
  partner!: string;

  @ApiTime('When it was submitted.')
  submittedAt!: string;

  @ApiProperty({
    enum: LEAD_STATES,
    description:
      'received: no customer is known; matched: one is, and is open; won: a customer was closed and the partner has a credit of it; lost: closed without one.',
  })
  state!: LeadState;

  @textOrNull('Of a lost one: the rule’s word.', 'later')
  reason!: string | null;

  @textOrNull('The same as a sentence.')
  because!: string | null;

  @ApiProperty({ type: [String], description: 'The customers that it belongs to.' })
  customers!: string[];
}

@ApiSchema({ name: 'LeadWithDetails' })
export class LeadWithDetailsDto extends LeadDto {
  @textOrNull('null: who asks may not see it, or it was erased.', 'ada@larkspur.example')
  email!: string | null;

  @textOrNull('null: who asks may not see it, or it was erased.', 'Larkspur Foods')
  company!: string | null;

  @textOrNull('null: who asks may not see it, or it was erased.', 'Ada Lark')
  primaryContact!: string | null;

  @textOrNull('null: who asks may not see it, or there is none.')
  note!: string | null;

  @textOrNull('What its sender calls it.')
  externalId!: string | null;

  @textOrNull('The day since which the same e-mail or company was known before; null: it was new.')
  knownSince!: string | null;
}

@ApiSchema({ name: 'LeadWithFiles' })
export class LeadWithFilesDto extends LeadWithDetailsDto {
  @ApiProperty({ type: [LeadFileDto] })
  files!: LeadFileDto[];
}

export const LeadsDto = pageDto(LeadDto, 'Leads');
export const OwnLeadsDto = pageDto(LeadWithDetailsDto, 'OwnLeads');

@ApiSchema({ name: 'LeadRowFault' })
export class LeadRowFaultDto {
  @ApiProperty({ example: 'email' })
  column!: string;

  @ApiProperty({ example: 'must be an e-mail address' })
  detail!: string;
}

@ApiSchema({ name: 'LeadRow' })
export class LeadRowDto {
  @ApiProperty({ type: 'integer', example: 2, description: 'The line of the file.' })
  row!: number;

  @ApiProperty({ enum: ['submitted', 'known', 'refused'], description: 'known: it had been handed in before.' })
  result!: string;

  @textOrNull('The lead.')
  referral!: string | null;

  @textOrNull('The day since which the same e-mail or company was known before.')
  knownSince!: string | null;

  @ApiProperty({ type: [LeadRowFaultDto] })
  errors!: LeadRowFaultDto[];
}

@ApiSchema({ name: 'LeadFileTaken' })
export class LeadRowsDto {
  @ApiProperty({ type: 'integer' })
  submitted!: number;

  @ApiProperty({ type: 'integer' })
  known!: number;

  @ApiProperty({ type: 'integer' })
  refused!: number;

  @ApiProperty({ type: [LeadRowDto] })
  rows!: LeadRowDto[];
}

@ApiSchema({ name: 'LeadProposal' })
export class LeadProposalDto {
  @ApiProperty(LEAD)
  referral!: string;

  @ApiProperty({ example: 'alder' })
  partner!: string;

  @ApiTime('When the lead was submitted.')
  submittedAt!: string;

  @ApiProperty({ example: 'cus-1001' })
  customer!: string;

  @ApiTime('When the customer signed up.')
  signedUpAt!: string;

  @textOrNull('The domain of both e-mails; null: who asks may not see it.', 'larkspur.example')
  domain!: string | null;
}

export const LeadProposalsDto = pageDto(LeadProposalDto, 'LeadProposals');

@ApiSchema({ name: 'LeadMatch' })
export class LeadMatchDto {
  @ApiProperty(LEAD)
  referral!: string;

  @ApiProperty({ example: 'cus-1001' })
  customer!: string;

  @ApiProperty({ enum: ['matched', 'dismissed'] })
  state!: string;

  @textOrNull('Of the log, where something was recorded.')
  position!: string | null;
}

/** Which leads of a partner. */
export class OwnLeadQuery extends PageQuery {
  @OneOfFilter(LEAD_STATES, 'In this state.')
  state?: LeadState;
}

/** Which leads of a program. */
export class LeadQuery extends OwnLeadQuery {
  @IdFilter('Of this partner.')
  partner?: string;

  @TimeFilter('Submitted then or later')
  from?: string;

  @TimeFilter('Submitted before')
  to?: string;
}

export function leadFilter({ partner, state, from, to }: LeadQuery): LeadFilter {
  const timeOf = (text: string | undefined) =>
    text === undefined ? undefined : (parseInstantOrDay(text) ?? undefined);
  return { partner, state, from: timeOf(from), to: timeOf(to) };
}

/** A lead with why it was lost. */
export interface JudgedLead extends LeadWithState {
  readonly why: WhyLost | null;
}

export function leadDto({ referral, partner, at, state, why, customers }: JudgedLead): LeadDto {
  const [reason, because] = [why?.reason ?? null, why?.because ?? null];
  return { referral, partner, submittedAt: formatInstant(at), state, reason, because, customers: [...customers] };
}

export function leadWithDetailsDto(lead: JudgedLead, details: LeadDetails): LeadWithDetailsDto {
  return { ...leadDto(lead), ...details };
}
