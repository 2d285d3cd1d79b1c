import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { KeptFile } from '@ledger/desk/files/keep-file';
import { REGISTRATION_STATES, type RegistrationStanding } from '@ledger/desk/deals/registration-standing';
import type { RegistrationWithHistory } from '@ledger/read-models/tables/registrations';
import { ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';

@ApiSchema({ name: 'KeptFile' })
export class KeptFileDto {
  @ApiProperty({ description: 'SHA-256, in hex: by it the file is fetched.' })
  hash!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ enum: ['application/pdf', 'image/png', 'image/jpeg'] })
  type!: string;

  @ApiProperty({ type: 'integer', description: 'In bytes.' })
  size!: number;
}

/** A deal as it is registered, with its deadlines. */
@ApiSchema({ name: 'Registration' })
export class RegistrationDto {
  @ApiProperty({ description: 'Of the registration.', example: 'deal_2f6c1b0e7a9d4c53b1e8' })
  deal!: string;

  @ApiProperty()
  partner!: string;

  @ApiProperty({ type: String, nullable: true, description: 'null: the partner did not name one.' })
  customer!: string | null;

  @ApiProperty({ type: [String], description: 'Customers that it was found to be about.' })
  matched!: readonly string[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null: none was given, it was erased, or is not to be seen.',
  })
  company!: string | null;

  @ApiProperty({ enum: ['current', 'prospective'] })
  relationship!: string;

  @ApiTime('When the partner first had contact.')
  firstContactAt!: string;

  @ApiTimeOrNull('By when it had to be registered; null: the terms set no deadline.')
  registerBy!: string | null;

  @ApiTime('When it was registered, or registered again, last.')
  registeredAt!: string;

  @ApiTimeOrNull('From when on it is valid no more; null: never.')
  expiresAt!: string | null;

  @ApiProperty({
    enum: REGISTRATION_STATES,
    description: 'reregistered: valid again; closed: the attribution of its customer settled while it was valid.',
  })
  state!: string;

  @ApiProperty({ type: 'integer', description: 'How often it may still be registered again, once it expired.' })
  reregistrationsLeft!: number;
}

/** The same with what shows it. */
@ApiSchema({ name: 'RegistrationWithEvidence' })
export class RegistrationWithEvidenceDto extends RegistrationDto {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'null: none was given, it was erased, or is not to be seen.',
  })
  evidence!: string | null;

  @ApiProperty({ type: [KeptFileDto] })
  files!: readonly KeptFile[];
}

/** What became of a deal that was handed in. */
@ApiSchema({ name: 'RegisteredDeal' })
export class RegisteredDealDto {
  @ApiProperty({ example: 'deal_2f6c1b0e7a9d4c53b1e8' })
  deal!: string;

  @ApiProperty({ description: 'Of the log: reads may be asked to show it (`after`).', example: '812' })
  position!: string;

  @ApiTime('When it was registered.')
  registeredAt!: string;

  @ApiTimeOrNull('By when it had to be registered; null: the terms set no deadline.')
  registerBy!: string | null;

  @ApiTimeOrNull('From when on it is valid no more; null: never.')
  expiresAt!: string | null;

  @ApiProperty({ type: 'integer', description: 'How often it may be registered again, once it expired.' })
  reregistrationsLeft!: number;
}

export const RegistrationsDto = pageDto(RegistrationDto, 'Registrations');

/** A registration with how it stands and what is known of its company. */
export interface ShownRegistration {
  readonly row: RegistrationWithHistory;
  readonly standing: RegistrationStanding;
  readonly company: string | null;
}

/** As it is answered; `shown`: how its reader sees a customer. */
export function registrationDto(
  { row, standing, company }: ShownRegistration,
  shown: (customer: string) => string = (customer) => customer,
): RegistrationDto {
  const { deal, partner, customer, matched, relationship, firstContactAt } = row;
  return {
    deal,
    partner,
    customer: customer === null ? null : shown(customer),
    matched: matched.map(shown),
    company,
    relationship,
    firstContactAt: formatInstant(firstContactAt),
    ...timesDto(standing),
    state: standing.state,
  };
}

/** The deadlines of a registration. */
export function timesDto({ registerBy, registeredAt, expiresAt, reregistrationsLeft }: RegistrationStanding) {
  return {
    registerBy: timeOrNull(registerBy),
    registeredAt: formatInstant(registeredAt),
    expiresAt: timeOrNull(expiresAt),
    reregistrationsLeft,
  };
}

function timeOrNull(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
