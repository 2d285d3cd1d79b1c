import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PARTNER_ROLES, STAFF_ROLES, type PartnerRole, type StaffRole } from '@ledger/desk/people/roles';
import type { ListedPerson } from '@ledger/desk/people/list-people';
import type { PersonToken } from '@ledger/desk/people/person-token.entity';
import { IdParam, PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { IsIn } from 'class-validator';

const PERSON = { example: 'per_4x0k2m9qz81ab3cd', description: "The person's id." };
const ROLE_PARAM = { enum: STAFF_ROLES, example: 'finance' as const };

export class PersonParams {
  @IdParam(PERSON)
  person!: string;
}

export class PersonTokenParams extends PersonParams {
  @IdParam({ example: 'plp_4f9Zk2mQ81xW', description: 'The id of the token.' })
  token!: string;
}

export class StaffRoleParams extends PersonParams {
  @ApiProperty(ROLE_PARAM)
  @IsIn(STAFF_ROLES)
  role!: StaffRole;
}

export class ProgramRoleParams extends ProgramParams {
  @IdParam(PERSON)
  person!: string;

  @ApiProperty(ROLE_PARAM)
  @IsIn(STAFF_ROLES)
  role!: StaffRole;
}

export class MemberParams extends PartnerParams {
  @IdParam(PERSON)
  person!: string;
}

/** A role among the staff. */
@ApiSchema({ name: 'RoleOfPerson' })
export class RoleDto {
  @ApiProperty({ type: String, nullable: true, description: 'The program that it holds in; null: all.' })
  program!: string | null;

  @ApiProperty({ enum: STAFF_ROLES })
  role!: StaffRole;
}

/** What a person is to a partner. */
@ApiSchema({ name: 'Membership' })
export class MembershipDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ example: 'alder' })
  partner!: string;

  @ApiProperty({ enum: PARTNER_ROLES })
  role!: PartnerRole;
}

/** A person of the staff or of partners. */
@ApiSchema({ name: 'Person' })
export class PersonDto {
  @ApiProperty({ ...PERSON, description: 'What facts name as `by`.' })
  id!: string;

  @ApiProperty({ example: 'anna@example.com' })
  email!: string;

  @ApiProperty({ type: String, nullable: true })
  name!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'de', description: 'Of mails; null: that of the program.' })
  locale!: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ description: 'Nothing that it holds lets it in.' })
  disabled!: boolean;

  @ApiProperty({ type: [RoleDto] })
  roles!: RoleDto[];

  @ApiProperty({ type: [MembershipDto] })
  memberships!: MembershipDto[];
}

@ApiSchema({ name: 'People' })
export class PeopleDto {
  @ApiProperty({ type: [PersonDto] })
  items!: PersonDto[];

  @ApiProperty({ type: String, nullable: true, description: 'The cursor of the next page; null on the last one.' })
  next!: string | null;
}

/** A token of a person, without its secret. */
@ApiSchema({ name: 'PersonToken' })
export class PersonTokenDto {
  @ApiProperty({ example: 'plp_4f9Zk2mQ81xW' })
  id!: string;

  @ApiProperty({ description: 'What it is used for.' })
  name!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null: it does not expire.' })
  expiresAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revokedAt!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'To the minute.' })
  lastUsedAt!: string | null;
}

@ApiSchema({ name: 'PersonTokens' })
export class PersonTokensDto {
  @ApiProperty({ type: [PersonTokenDto] })
  items!: PersonTokenDto[];
}

/** A token that was issued, with its secret, this once. */
@ApiSchema({ name: 'IssuedPersonToken' })
export class IssuedPersonTokenDto {
  @ApiProperty({ example: 'plp_4f9Zk2mQ81xW' })
  id!: string;

  @ApiProperty({ description: 'Sent as `Authorization: Bearer plp_…`; only its hash is kept.' })
  token!: string;
}

export function personDto({ person, roles, memberships }: ListedPerson): PersonDto {
  const { id, email, name, locale, createdAt, disabledAt } = person;
  return {
    id,
    email,
    name,
    locale,
    createdAt: createdAt.toISOString(),
    disabled: disabledAt !== null,
    roles: roles.map(({ program, role }) => ({ program: program === '' ? null : program, role })),
    memberships: memberships.map(({ program, partner, role }) => ({ program, partner, role })),
  };
}

export function personTokenDto(token: Omit<PersonToken, 'hash'>): PersonTokenDto {
  const { id, name, createdAt, expiresAt, revokedAt, lastUsedAt } = token;
  const text = (time: Date | null) => time?.toISOString() ?? null;
  return {
    ...{ id, name, createdAt: createdAt.toISOString() },
    ...{ expiresAt: text(expiresAt), revokedAt: text(revokedAt), lastUsedAt: text(lastUsedAt) },
  };
}
