import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { IsDateString, IsIn, Matches } from 'class-validator';
import { TAX_FORMS } from '@ledger/contracts/partner-schemas';
import { formatDate } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import { IdParam, PartnerParams } from '@ledger/service-kit/reads/program-params.dto';
import { ApiDayOrNull, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { validThroughOf } from '@ledger/stages/payout/payout-profile';
import type { KeptForm } from '@ledger/tax/desk/tax-form-desk';
import type { FormWithFile } from '@ledger/tax/forms/form-with-file';

const STATES = ['valid', 'expired', 'missing'] as const;
const EXAMPLE_ID = '485b7b94efb80ee0d3d7d0a5';

/** What a form says of itself. */
export class AddTaxFormQuery {
  @ApiProperty({ enum: TAX_FORMS, example: 'W-9' })
  @IsIn(TAX_FORMS)
  form!: string;

  @ApiProperty({ format: 'date', example: '2026-02-01', description: 'When it was signed.' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'signedOn must be YYYY-MM-DD' })
  @IsDateString({ strict: true }, { message: 'signedOn must be a day that there is' })
  signedOn!: string;
}

/** A form that is kept. */
export class TaxFormParams extends PartnerParams {
  @IdParam({ example: EXAMPLE_ID, description: "The form's id in the list." })
  id!: string;
}

/** A form whose file is kept, and whose fact is in the log. */
@ApiSchema({ name: 'AddedTaxForm' })
export class AddedTaxFormDto {
  @ApiProperty({ example: EXAMPLE_ID })
  id!: string;

  @ApiProperty({ enum: ['recorded', 'known'], description: 'Whether it was recorded now, or before.' })
  state!: string;

  @ApiProperty({ enum: TAX_FORMS })
  form!: string;

  @ApiProperty({ format: 'date' })
  signedOn!: string;

  @ApiDayOrNull('Its last day of validity; null: until changed')
  validThrough!: string | null;

  @ApiProperty({ description: 'Of the bytes as they were sent: SHA-256, in hex.' })
  sha256!: string;
}

/** A form of a partner, or that one is missing. */
@ApiSchema({ name: 'TaxForm' })
export class TaxFormDto {
  @ApiProperty({ type: String, nullable: true, enum: [...TAX_FORMS, null] })
  form!: string | null;

  @ApiProperty({ enum: STATES, description: 'missing: none is recorded, and the terms ask for one.' })
  state!: string;

  @ApiDayOrNull('Its last day of validity; null: until changed')
  validThrough!: string | null;

  @ApiTimeOrNull('From when on it is valid')
  recordedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of its file; null: its fact came in without one.' })
  id!: string | null;

  @ApiDayOrNull('When it was signed, where its file is kept')
  signedOn!: string | null;
}

/** The forms of a partner, in the order of their times. */
@ApiSchema({ name: 'TaxForms' })
export class TaxFormsDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ example: 'alder' })
  partner!: string;

  @ApiProperty({ description: 'Whether its terms ask for a form, and none is valid.' })
  needed!: boolean;

  @ApiProperty({ type: [TaxFormDto] })
  items!: TaxFormDto[];
}

export function addedTaxFormDto(state: 'recorded' | 'known', kept: KeptForm): AddedTaxFormDto {
  const { id, form, signedOn, sha256 } = kept;
  const through = validThroughOf(form, signedOn);
  return { id, state, form, signedOn, validThrough: through === null ? null : formatDate(through), sha256 };
}

export function taxFormDto({ form, state, validThrough, recordedAt, kept }: FormWithFile): TaxFormDto {
  return {
    form,
    state,
    validThrough: validThrough === null ? null : formatDate(validThrough),
    recordedAt: recordedAt === null ? null : formatInstant(recordedAt),
    id: kept?.id ?? null,
    signedOn: kept?.signedOn ?? null,
  };
}
