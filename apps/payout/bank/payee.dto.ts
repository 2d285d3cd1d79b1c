import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { inBankCharacters } from '@ledger/rails/manual/bank-text';
import type { Payee } from '@ledger/rails/manual/bank-party';
import { IdParam, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';

const text = (description: string) => ApiProperty({ type: String, nullable: true, description });

export class PayeeParams extends ProgramParams {
  @IdParam({ example: 'alder', description: 'The partner, or what its payout method of rail manual names as account.' })
  payee!: string;
}

/** Whom payouts by hand go to. */
@ApiSchema({ name: 'Payee' })
export class PayeeDto {
  @ApiProperty({ example: 'alder' })
  payee!: string;

  @ApiProperty({ example: 'Jörg Müßig' })
  name!: string;

  @ApiProperty({ example: 'Joerg Muessig', description: 'The name as it stands in a file for a bank.' })
  nameForBank!: string;

  @ApiProperty({ example: 'DE89370400440532013000' })
  iban!: string;

  @text('Needed but for euros within SEPA.')
  bic!: string | null;

  @text('Without the number.')
  street!: string | null;

  @text('The number of the building.')
  building!: string | null;

  @text('The postcode.')
  postcode!: string | null;

  @text('No batch takes a payee without.')
  town!: string | null;

  @text('ISO 3166; no batch takes a payee without.')
  country!: string | null;
}

@ApiSchema({ name: 'Payees' })
export class PayeesDto {
  @ApiProperty({ example: 'odoopbx' })
  program!: string;

  @ApiProperty({ type: [PayeeDto] })
  items!: PayeeDto[];
}

export function payeeDto({ payee, name, iban, bic, address }: Payee): PayeeDto {
  const spelled = inBankCharacters(name);
  return { payee, name, nameForBank: spelled.ok ? spelled.text : name, iban, bic, ...address };
}
