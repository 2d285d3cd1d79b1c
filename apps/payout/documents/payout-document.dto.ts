import { ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { REFUSALS, TAX_NOTES } from '@ledger/documents/payout/choose-document';
import { DOCUMENT_KINDS } from '@ledger/documents/payout/payout-document';
import { DocumentLineDto } from '@ledger/service-kit/documents/document-line.dto';
import { IdFilter, RequiredMonth } from '@ledger/service-kit/lists/filter-fields';
import { ApiAmount, ApiDayOrNull, ApiObjectOrNull } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import { IdParam, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { PartyDto } from '../billing/party.dto';

export class DocumentNumberParams extends ProgramParams {
  @IdParam({ example: 'PLIXO-2026-0001', description: 'The number of the document.' })
  number!: string;
}

export class PayoutParams extends ProgramParams {
  @IdParam({ example: 'po-1', description: "The payout's id." })
  payout!: string;
}

export class DocumentsOfMonthQuery {
  @RequiredMonth("In which it was paid or came back, in the program's time zone")
  month!: string;

  @IdFilter('Of this partner.')
  partner?: string;
}

const ApiText = (description: string, example: string) =>
  ApiProperty({ type: String, nullable: true, description, example });

/** A line that a payout paid. */
@ApiSchema({ name: 'PayoutDocumentLine' })
export class PayoutDocumentLineDto extends DocumentLineDto {
  @ApiAmount('What it adds; on a credit note, what it takes back')
  amountMinor!: string;
}

/** What a credit note takes back. */
@ApiSchema({ name: 'CorrectedDocument' })
export class CorrectedDocumentDto {
  @ApiProperty({ example: 'PLIXO-2026-0001' })
  number!: string;

  @ApiProperty({ enum: DOCUMENT_KINDS.slice(0, 2) })
  kind!: string;
}

/** The document of a payout that was paid, or came back. */
@ApiSchema({ name: 'PayoutDocument' })
@ApiExtraModels(PartyDto, CorrectedDocumentDto)
export class PayoutDocumentDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ example: 'PLIXO-2026-0001' })
  number!: string;

  @ApiProperty({ type: 'integer', description: 'A later one replaces those before it.' })
  version!: number;

  @ApiProperty({ enum: DOCUMENT_KINDS })
  kind!: string;

  @ApiObjectOrNull(CorrectedDocumentDto, 'Of a credit note, what it takes back.')
  corrects!: CorrectedDocumentDto | null;

  @ApiProperty({ enum: [...TAX_NOTES, null], nullable: true, description: 'Why no VAT stands on it.' })
  taxNote!: string | null;

  @ApiProperty({
    enum: [...REFUSALS, null],
    nullable: true,
    description: 'Why it is not self-billed though the partner agreed.',
  })
  refusal!: string | null;

  @ApiProperty({ example: 'po-1' })
  payout!: string;

  @ApiProperty({ example: 'alder' })
  partner!: string;

  @ApiText('As the partner calls itself; null: it did not say, or it was erased.', 'Ulrike Nakamura')
  name!: string | null;

  @ApiText('The same.', 'Oakhaven Studio')
  company!: string | null;

  @ApiObjectOrNull(PartyDto, 'The program, as it was noted for the day.')
  recipient!: PartyDto | null;

  @ApiObjectOrNull(PartyDto, 'The partner, as it was noted for the day.')
  supplier!: PartyDto | null;

  @ApiDayOrNull('Since when the partner agreed to self-billing.')
  agreedOn!: string | null;

  @ApiProperty({ format: 'date', description: 'The day on which it was paid, or came back.' })
  date!: string;

  @ApiProperty({ type: 'integer', description: 'The moment, in milliseconds since 1970.' })
  atMs!: number;

  @ApiProperty({ example: 'UTC' })
  timeZone!: string;

  @ApiProperty({ example: 'stripe' })
  rail!: string;

  @ApiText('The rail’s id of it.', 'tr_1')
  reference!: string | null;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiProperty({ type: [PayoutDocumentLineDto] })
  lines!: readonly PayoutDocumentLineDto[];

  @ApiAmount('The sum of its lines; of a credit note negative, as the others')
  grossMinor!: string;

  @ApiAmount('The fee that its partner bears')
  feeMinor!: string;

  @ApiAmount('Tax withheld')
  withheldMinor!: string;

  @ApiAmount('What was paid out')
  netMinor!: string;

  @ApiProperty({ description: 'Whether it was issued: then it says this for good.' })
  isIssued!: boolean;
}

export const PayoutDocumentsDto = pageDto(PayoutDocumentDto, 'PayoutDocuments');
