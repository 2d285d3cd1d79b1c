import { ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { APPLIES_TO } from '@ledger/contracts/program-schemas';
import { PREVIEW_STATES, type TermsPreview } from '@ledger/desk/terms/terms-preview.entity';
import { formatInstant, instant } from '@ledger/kernel/instant';
import { amountMinor } from '@ledger/kernel/money';
import type { PublicationData } from '@ledger/program/publication-of-terms';
import { wordsOfEffect } from '@ledger/runner/what-if/preview-words';
import type { AccountEffect, PublicationEffect } from '@ledger/runner/what-if/publication-effect';
import { ApiAmount, ApiObjectOrNull, ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { IdParam, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';

export class PreviewParams extends ProgramParams {
  @IdParam({ example: 'tpr_0123456789abcdef', description: 'The id of a preview.' })
  preview!: string;
}

/** What a version changes in one currency. */
@ApiSchema({ name: 'TermsEffectTotal' })
export class EffectTotalDto {
  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiAmount('Commission on what was earned in the twelve months')
  beforeMinor!: string;

  @ApiAmount('The same, had the version held for all of them')
  afterMinor!: string;

  @ApiAmount('The difference')
  changeMinor!: string;

  @ApiAmount('What publishing it posts at once, for what was earned since it holds')
  atOnceMinor!: string;
}

/** The same of one partner. */
@ApiSchema({ name: 'TermsEffectOnPartner' })
export class EffectOnPartnerDto extends EffectTotalDto {
  @ApiProperty()
  partner!: string;
}

/** What publishing a version comes to. */
@ApiSchema({ name: 'TermsEffect' })
export class TermsEffectDto {
  @ApiTime('When the twelve months begin.')
  from!: string;

  @ApiTime("When they end: what the program's clock showed.")
  until!: string;

  @ApiProperty({ type: 'integer', description: 'Approved partners.' })
  approvedPartners!: number;

  @ApiProperty({ type: 'integer', description: 'How many of them the version is about.' })
  concernedPartners!: number;

  @ApiProperty({ type: [EffectTotalDto], description: 'Of all partners, by currency.' })
  totals!: EffectTotalDto[];

  @ApiProperty({ type: [EffectOnPartnerDto], description: 'Only those for whom something changes.' })
  partners!: EffectOnPartnerDto[];
}

/** What publishing a version would change: being worked out, or known. */
@ApiSchema({ name: 'TermsPreview' })
@ApiExtraModels(TermsEffectDto)
export class TermsPreviewDto {
  @ApiProperty({ example: 'tpr_0123456789abcdef' })
  id!: string;

  @ApiProperty()
  program!: string;

  @ApiProperty({ type: 'integer', example: 2 })
  version!: number;

  @ApiProperty({ description: 'The first day on which it holds.', example: '2026-07-01' })
  effectiveFrom!: string;

  @ApiProperty({ enum: APPLIES_TO })
  appliesTo!: string;

  @ApiProperty({ description: 'Whether partners must acknowledge it.' })
  acknowledge!: boolean;

  @ApiProperty({
    description: 'Stands for the terms, the version before them and the options: publishing asks for it.',
  })
  hash!: string;

  @ApiProperty({ enum: PREVIEW_STATES })
  state!: string;

  @ApiProperty({ type: 'integer', description: 'So many arrivals of the log were taken, of both runs.' })
  done!: number;

  @ApiProperty({ type: 'integer', description: 'Of so many; 0: not known yet.' })
  total!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Why it failed; null: it did not.' })
  failure!: string | null;

  @ApiProperty({ type: [String], description: 'The preview in words; the money comes once it is done.' })
  words!: string[];

  @ApiObjectOrNull(TermsEffectDto, 'The money; null: not worked out.')
  effect!: TermsEffectDto | null;

  @ApiProperty({ description: 'Who asked for it.' })
  askedBy!: string;

  @ApiTime('When.')
  askedAt!: string;

  @ApiTimeOrNull('When it was done, failed or cancelled; null: not yet.')
  endedAt!: string | null;
}

@ApiSchema({ name: 'TermsPreviews' })
export class TermsPreviewsDto {
  @ApiProperty({ type: [TermsPreviewDto] })
  items!: TermsPreviewDto[];
}

/** A version that was published. */
@ApiSchema({ name: 'PublishedTermsVersion' })
export class PublishedTermsDto {
  @ApiProperty()
  program!: string;

  @ApiProperty({ type: 'integer', example: 2 })
  version!: number;

  @ApiProperty({ enum: ['accepted', 'ignored'], description: '`ignored`: it was published before.' })
  verdict!: string;

  @ApiProperty({ description: 'The id of the fact.' })
  fact!: string;

  @ApiProperty({ description: 'The position of the log: reads may be asked to show it (`after`).' })
  position!: string;
}

export function termsPreviewDto(preview: TermsPreview): TermsPreviewDto {
  const { id, program, version, acknowledge, hash, state, done, total, failure, askedBy } = preview;
  const { effectiveFrom, appliesTo, terms } = JSON.parse(preview.terms) as PublicationData;
  const effect = preview.effect === null ? null : effectOf(preview.effect);
  return {
    ...{ id, program, version, effectiveFrom, appliesTo, acknowledge, hash, state, done, total, failure },
    words: [...(JSON.parse(preview.changes) as string[]), ...(effect === null ? [] : wordsOfEffect(effect, terms))],
    effect: effect === null ? null : effectDto(effect),
    askedBy,
    askedAt: preview.askedAt.toISOString(),
    endedAt: preview.endedAt?.toISOString() ?? null,
  };
}

const AMOUNTS = new Set(['beforeMinor', 'afterMinor', 'atOnceMinor']);

/** What a preview keeps of its effect: amounts as digits. */
export function effectAsText(effect: PublicationEffect): string {
  return JSON.stringify(effect, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value));
}

function effectOf(text: string): PublicationEffect {
  return JSON.parse(text, (key, value: unknown) =>
    AMOUNTS.has(key) ? amountMinor(BigInt(value as string)) : value,
  ) as PublicationEffect;
}

function effectDto({ fromAt, untilAt, approved, concerned, totals, accounts }: PublicationEffect): TermsEffectDto {
  return {
    from: formatInstant(instant(fromAt)),
    until: formatInstant(instant(untilAt)),
    approvedPartners: approved,
    concernedPartners: concerned,
    totals: totals.map(totalDto),
    partners: accounts.map((account) => ({ partner: account.partner, ...totalDto(account) })),
  };
}

function totalDto({ currency, beforeMinor, afterMinor, atOnceMinor }: Omit<AccountEffect, 'partner'>): EffectTotalDto {
  return {
    currency,
    beforeMinor: beforeMinor.toString(),
    afterMinor: afterMinor.toString(),
    changeMinor: (afterMinor - beforeMinor).toString(),
    atOnceMinor: atOnceMinor.toString(),
  };
}
