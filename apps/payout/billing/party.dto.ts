import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** Who stands on a document. */
@ApiSchema({ name: 'Party' })
export class PartyDto {
  @ApiProperty({ example: 'Oakhaven Studio SARL' })
  legalName!: string;

  @ApiProperty({ example: '12 rue de la Paix' })
  street!: string;

  @ApiProperty({ example: '75002' })
  postcode!: string;

  @ApiProperty({ example: 'Paris' })
  town!: string;

  @ApiProperty({ example: 'FR', description: 'ISO 3166.' })
  country!: string;

  @ApiProperty({ type: String, nullable: true, example: 'FR40303265045' })
  vatId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The number under which it pays taxes at home.' })
  taxId!: string | null;

  @ApiProperty({ description: 'Whether it is registered for VAT in its country.' })
  isRegistered!: boolean;
}
