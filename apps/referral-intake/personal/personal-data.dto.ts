import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { KeptReceipt } from '@ledger/desk/personal/erase-person';
import type { PersonExport } from '@ledger/desk/personal/export-person';
import { IdParam } from '@ledger/service-kit/reads/program-params.dto';
import { z } from 'zod';

/** Of whom: whoever has an e-mail, or a partner with its people. In a body, since an e-mail has no place in a URL. */
export const askedPersonBody = z.union([
  z.strictObject({ email: z.string().trim().min(3).max(254) }),
  z.strictObject({ program: z.string().min(1).max(128), partner: z.string().min(1).max(128) }),
]);

export class ErasureParams {
  @IdParam({ example: 'era_5f0c1b2a3d4e5f60', description: 'The id of the receipt.' })
  erasure!: string;
}

/** A partner of a program. */
@ApiSchema({ name: 'NamedPartner' })
export class NamedPartnerDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ example: 'alder' })
  partner!: string;
}

/** What a table has of a person. */
@ApiSchema({ name: 'HeldInTable' })
export class HeldInTableDto {
  @ApiProperty({ example: 'desk.people' })
  table!: string;

  @ApiProperty({ example: 'name, e-mail and language' })
  what!: string;

  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  rows!: Record<string, unknown>[];
}

/** What is held of a person, in all tables. */
@ApiSchema({ name: 'PersonExport' })
export class PersonExportDto {
  @ApiProperty({ description: 'So many arrivals in the log are about the person.' })
  arrivals!: number;

  @ApiProperty({
    type: [NamedPartnerDto],
    description: 'Partners whose contact the person is: what is held of these is exported, and erased, by partner.',
  })
  contactOf!: NamedPartnerDto[];

  @ApiProperty({ type: [HeldInTableDto] })
  tables!: HeldInTableDto[];
}

/** What became of a person's rows in a table. */
@ApiSchema({ name: 'ErasedTable' })
export class ErasedTableDto {
  @ApiProperty({ example: 'personal_data.tax_forms' })
  table!: string;

  @ApiProperty()
  what!: string;

  @ApiProperty()
  found!: number;

  @ApiProperty({ description: 'Deleted, or emptied of what is personal.' })
  erased!: number;

  @ApiProperty()
  kept!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Why rows are kept; null: none is.' })
  why!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '2036-12-31', description: 'null: nobody can say yet.' })
  until!: string | null;
}

/** What an erasure found, deleted and kept: without personal data. */
@ApiSchema({ name: 'ErasureReceipt' })
export class ErasureReceiptDto {
  @ApiProperty({ example: 'era_5f0c1b2a3d4e5f60' })
  id!: string;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ description: 'Who had it done.' })
  by!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The pseudonym of the e-mail, as the log has it.' })
  pseudonym!: string | null;

  @ApiProperty({ type: NamedPartnerDto, nullable: true })
  partner!: NamedPartnerDto | null;

  @ApiProperty({ description: 'So many arrivals in the log are about the person; they stay, and refer to nothing.' })
  arrivals!: number;

  @ApiProperty({ description: 'Values that stay, as they are the same of others: a common name, a company.' })
  sharedValues!: number;

  @ApiProperty({ type: [ErasedTableDto] })
  tables!: ErasedTableDto[];

  @ApiProperty({ description: 'SHA-256 of the receipt as it is kept.' })
  sha256!: string;
}

/** Receipts, the latest first. */
@ApiSchema({ name: 'ErasureReceipts' })
export class ErasureReceiptsDto {
  @ApiProperty({ type: [ErasureReceiptDto] })
  items!: ErasureReceiptDto[];
}

/** An export as it is answered. */
export function exportDto({ arrivals, contactOf, tables }: PersonExport): PersonExportDto {
  return {
    arrivals,
    contactOf: [...contactOf],
    tables: tables.map(({ rows, ...table }) => ({ ...table, rows: rows.map((row) => ({ ...row })) })),
  };
}

/** A receipt as it is answered. */
export function receiptDto({ receipt, sha256 }: KeptReceipt): ErasureReceiptDto {
  const { of, tables, ...said } = receipt;
  const partner = 'partner' in of ? of : null;
  const pseudonym = 'pseudonym' in of ? of.pseudonym : null;
  return { ...said, pseudonym, partner, tables: [...tables], sha256 };
}
