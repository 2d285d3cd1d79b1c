import { ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { DirectoryEntry, Listing } from '@ledger/desk/directory/directory-entry.entity';
import { ApiObjectOrNull, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { z } from 'zod';
import { words } from './draft-bodies';

/** What a partner says of itself. */
export const listingBody = z.strictObject({
  name: words(200),
  region: words(200),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/, 'must be two letters, such as de'))
    .min(1)
    .max(30),
  website: z.url({ protocol: /^https?$/ }).max(500),
  about: words(2_000).describe('What it does.'),
});

export const EXAMPLE_LISTING = {
  ...{ name: 'Alder', region: 'Europe', languages: ['en', 'de'] },
  ...{ website: 'https://alder.example', about: 'Telephony for small companies' },
};

@ApiSchema({ name: 'DirectoryListing' })
export class ListingDto {
  @ApiProperty({ example: 'Alder' })
  name!: string;

  @ApiProperty({ example: 'Europe' })
  region!: string;

  @ApiProperty({ type: [String], example: ['en', 'de'] })
  languages!: readonly string[];

  @ApiProperty({ example: 'https://alder.example' })
  website!: string;

  @ApiProperty({ description: 'What it does.' })
  about!: string;
}

@ApiSchema({ name: 'Directory' })
export class DirectoryDto {
  @ApiProperty({ example: 'odoopbx' })
  program!: string;

  @ApiProperty({ type: [ListingDto] })
  items!: readonly ListingDto[];
}

/** The entry of a partner: what waits for approval, and what is public. */
@ApiExtraModels(ListingDto)
@ApiSchema({ name: 'DirectoryEntry' })
export class DirectoryEntryDto {
  @ApiProperty({ example: 'par_4k2m9x7q1w5e8r3t' })
  partner!: string;

  @ApiObjectOrNull(ListingDto, 'What waits for approval')
  proposed!: ListingDto | null;

  @ApiTimeOrNull('Since when it waits')
  proposedAt!: string | null;

  @ApiObjectOrNull(ListingDto, 'What is public')
  listed!: ListingDto | null;

  @ApiTimeOrNull('Since when it is')
  listedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why what was proposed last was declined.' })
  reason!: string | null;
}

@ApiSchema({ name: 'DirectoryEntries' })
export class DirectoryEntriesDto {
  @ApiProperty({ example: 'odoopbx' })
  program!: string;

  @ApiProperty({ type: [DirectoryEntryDto] })
  items!: readonly DirectoryEntryDto[];
}

export function listingDto({ name, region, languages, website, about }: Listing): ListingDto {
  return { name, region, languages, website, about };
}

export function entryDto({
  partner,
  proposed,
  proposedAt,
  listed,
  listedAt,
  reason,
}: DirectoryEntry): DirectoryEntryDto {
  return {
    partner,
    proposed: proposed && listingDto(proposed),
    proposedAt: proposedAt?.toISOString() ?? null,
    listed: listed && listingDto(listed),
    listedAt: listedAt?.toISOString() ?? null,
    reason,
  };
}
