import { ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { ApiTime } from '@ledger/service-kit/openapi/described-fields';
import { PartyDto } from './party.dto';

/** What is sent to note a party. */
@ApiSchema({ name: 'NoteParty' })
export class NotePartyDto extends PartyDto {
  @ApiProperty({ format: 'date', example: '2026-01-01', description: 'From which day on it holds.' })
  holdsFrom!: string;

  @ApiProperty({ example: 'dana', description: 'Who notes it.' })
  by!: string;
}

/** What is sent to note whether a partner agrees to self-billing. */
@ApiSchema({ name: 'NoteConsent' })
export class NoteConsentDto {
  @ApiProperty()
  agrees!: boolean;

  @ApiProperty({ example: 'agreement 77', description: 'By what that is known.' })
  evidence!: string;

  @ApiProperty({ format: 'date', example: '2026-01-01', description: 'Since which day.' })
  holdsFrom!: string;

  @ApiProperty({ example: 'dana', description: 'Who notes it.' })
  by!: string;
}

/** What was noted of a party. */
@ApiSchema({ name: 'NotedParty' })
export class NotedPartyDto {
  @ApiProperty({ type: 'integer' })
  number!: number;

  @ApiProperty({ format: 'date', description: 'From which day on it holds.' })
  holdsFrom!: string;

  @ApiProperty({ description: 'Who noted it, and by which token.' })
  by!: string;

  @ApiTime('When it was noted.')
  notedAt!: string;

  @ApiProperty({ type: PartyDto })
  party!: PartyDto;
}

/** What was noted of a partner's consent. */
@ApiSchema({ name: 'NotedConsent' })
export class NotedConsentDto {
  @ApiProperty({ type: 'integer' })
  number!: number;

  @ApiProperty({ format: 'date', description: 'Since which day.' })
  holdsFrom!: string;

  @ApiProperty({ description: 'Who noted it, and by which token.' })
  by!: string;

  @ApiTime('When it was noted.')
  notedAt!: string;

  @ApiProperty()
  agrees!: boolean;

  @ApiProperty()
  evidence!: string;
}

/** All that was noted, in the order in which it was. */
@ApiSchema({ name: 'Billing' })
@ApiExtraModels(NotePartyDto, NoteConsentDto)
export class BillingDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Null: the program itself.' })
  partner!: string | null;

  @ApiProperty({ type: [NotedPartyDto] })
  parties!: readonly NotedPartyDto[];

  @ApiProperty({ type: [NotedConsentDto], description: 'None of the program itself.' })
  consents!: readonly NotedConsentDto[];
}
