import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { calendarOf, formatDate } from '@ledger/kernel/calendar';
import { formatInstant } from '@ledger/kernel/instant';
import { changesOfTerms, type TermsValue } from '@ledger/program/changes-of-terms';
import { describeChange } from '@ledger/program/describe-changes';
import { termsToJson } from '@ledger/program/describe-terms-canonical';
import type { PublishedTerms } from '@ledger/program/program-terms';
import type { Terms } from '@ledger/program/terms';
import { APPLIES_TO } from '@ledger/contracts/program-schemas';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { Matches } from 'class-validator';

const VERSION = /^[1-9]\d{0,8}$/;
/** What a file of terms may hold at a place. */
const ANY_VALUE = {
  oneOf: [
    { type: 'string' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'object' },
    { type: 'array', items: {} },
  ],
};
const WRONG_VERSION = { message: '$property must be the number of a version, from 1 on' };

export class VersionParams extends ProgramParams {
  @ApiProperty({ type: 'integer', description: 'The number of a version.', example: 1 })
  @Matches(VERSION, WRONG_VERSION)
  version!: string;
}

export class DifferenceQuery {
  @ApiProperty({ type: 'integer', description: 'The number of the earlier version.', example: 1 })
  @Matches(VERSION, WRONG_VERSION)
  from!: string;

  @ApiProperty({ type: 'integer', description: 'The number of the later version.', example: 1 })
  @Matches(VERSION, WRONG_VERSION)
  to!: string;
}

/** A version of a program's terms, without them. */
@ApiSchema({ name: 'TermsVersion' })
export class TermsVersionDto {
  @ApiProperty({ type: 'integer', example: 2 })
  version!: number;

  @ApiProperty({
    description: 'The first day on which it holds, in the time zone of the program.',
    example: '2026-07-01',
  })
  effectiveFrom!: string;

  @ApiProperty({ enum: APPLIES_TO, description: 'Whom it concerns; the others keep what they had.' })
  appliesTo!: Terms['appliesTo'];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The time of the fact that published it; null: it was there before all facts.',
  })
  publishedAt!: string | null;
}

@ApiSchema({ name: 'Terms' })
export class TermsDto extends TermsVersionDto {
  @ApiProperty()
  program!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The canonical terms, as `terms.published` holds them.',
  })
  terms!: object;
}

@ApiSchema({ name: 'TermsVersions' })
export class TermsVersionsDto {
  @ApiProperty()
  program!: string;

  @ApiProperty({ type: [TermsVersionDto], description: 'In the order in which they take effect.' })
  versions!: TermsVersionDto[];
}

@ApiSchema({ name: 'TermsChange' })
export class TermsChangeDto {
  @ApiProperty({ description: 'Where, by the keys of a file of terms.', example: 'earnings.rates[subscription].rate' })
  path!: string;

  @ApiProperty({
    ...ANY_VALUE,
    nullable: true,
    description: 'What the earlier version says; null: nothing.',
  })
  before!: TermsValue | null;

  @ApiProperty({
    ...ANY_VALUE,
    nullable: true,
    description: 'What the later version says; null: nothing.',
  })
  after!: TermsValue | null;

  @ApiProperty({ description: 'The same in words.', example: 'earnings, rates, subscription, rate: 10% becomes 12%' })
  text!: string;
}

@ApiSchema({ name: 'TermsDifference' })
export class TermsDifferenceDto {
  @ApiProperty()
  program!: string;

  @ApiProperty({ type: TermsVersionDto })
  from!: TermsVersionDto;

  @ApiProperty({ type: TermsVersionDto })
  to!: TermsVersionDto;

  @ApiProperty({ type: [TermsChangeDto], description: 'In the order of a file of terms.' })
  changes!: TermsChangeDto[];
}

export function termsVersionDto({
  version,
  effectiveFrom,
  appliesTo,
  publishedAt,
  timeZone,
}: PublishedTerms): TermsVersionDto {
  const from = formatDate(calendarOf(timeZone).dateAt(effectiveFrom));
  return {
    version,
    effectiveFrom: from,
    appliesTo,
    publishedAt: publishedAt === null ? null : formatInstant(publishedAt),
  };
}

export function termsDto(terms: PublishedTerms): TermsDto {
  return { program: terms.program, ...termsVersionDto(terms), terms: termsToJson(terms) };
}

export function termsDifferenceDto(from: PublishedTerms, to: PublishedTerms): TermsDifferenceDto {
  const changes = changesOfTerms(from, to).map((change) => ({ ...change, text: describeChange(change) }));
  return { program: to.program, from: termsVersionDto(from), to: termsVersionDto(to), changes };
}
