import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { formatInstant } from '@ledger/kernel/instant';
import type { CountedLink } from '@ledger/read-models/tables/links';
import { IdFilter } from '@ledger/service-kit/lists/filter-fields';
import { ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { IdParam, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';

const CODE = { example: 'SPRING-26', description: 'The code of a link, however it is written.' };

export class CodeParams {
  @IdParam(CODE)
  code!: string;
}

export class ProgramCodeParams extends ProgramParams {
  @IdParam(CODE)
  code!: string;
}

/** A link with what came of it, and when it was archived. */
export interface ShownLink extends CountedLink {
  readonly archivedAt: Date | null;
  readonly url: string;
}

/** A partner's link. */
@ApiSchema({ name: 'Link' })
export class LinkDto {
  @ApiProperty({ example: 'SPRING-26', description: 'As it was entered; it is compared without regard to case.' })
  code!: string;

  @ApiProperty({ example: 'alder' })
  partner!: string;

  @ApiProperty({ type: String, nullable: true, example: 'spring fair' })
  campaign!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The page that it names; null: the program’s home.' })
  target!: string | null;

  @ApiProperty({ example: 'https://partners.example.com/r/plixo/SPRING-26', description: 'What is given to people.' })
  url!: string;

  @ApiTime('When it was made.')
  createdAt!: string;

  @ApiTimeOrNull('Since when it leads to the program’s home; null: it is not archived.')
  archivedAt!: string | null;

  @ApiProperty({ type: 'integer', description: 'How often it was followed.' })
  clicks!: number;

  @ApiTimeOrNull('When it was followed last; null: never.')
  lastClickedAt!: string | null;

  @ApiProperty({ type: 'integer', description: 'Customers that signed up with its code or after a click on it.' })
  signUps!: number;
}

export const LinksDto = pageDto(LinkDto, 'Links');

@ApiSchema({ name: 'ClicksOfDay' })
export class ClicksOfDayDto {
  @ApiProperty({ example: '2026-03-01', description: 'In UTC.' })
  day!: string;

  @ApiProperty({ type: 'integer' })
  clicks!: number;
}

@ApiSchema({ name: 'LinkWithClicks' })
export class LinkWithClicksDto extends LinkDto {
  @ApiProperty({ type: [ClicksOfDayDto], description: 'Days without any are left out.' })
  clicksByDay!: ClicksOfDayDto[];
}

@ApiSchema({ name: 'LinkMade' })
export class LinkMadeDto {
  @ApiProperty({ example: 'SPRING-26' })
  code!: string;

  @ApiProperty({ type: String, nullable: true })
  campaign!: string | null;

  @ApiProperty({ type: String, nullable: true })
  target!: string | null;

  @ApiProperty({ example: 'https://partners.example.com/r/plixo/SPRING-26' })
  url!: string;

  @ApiProperty({ example: '1042', description: 'Of the log: reads of staff may be asked to show it (`after`).' })
  position!: string;
}

@ApiSchema({ name: 'LinkState' })
export class LinkStateDto {
  @ApiProperty({ example: 'SPRING-26' })
  code!: string;

  @ApiProperty()
  archived!: boolean;
}

/** Which links of a partner. */
export class OwnLinkQuery extends PageQuery {
  @IdFilter('Of this campaign.')
  campaign?: string;
}

/** Which links of a program. */
export class LinkQuery extends PageQuery {
  @IdFilter('Of this partner.')
  partner?: string;

  @IdFilter('Of this campaign.')
  campaign?: string;
}

export function linkDto(link: ShownLink): LinkDto {
  const { code, partner, campaign, target, url, at, archivedAt, clicks, lastClickedAt, signUps } = link;
  return {
    ...{ code, partner, campaign, target, url, clicks, signUps },
    createdAt: formatInstant(at),
    archivedAt: archivedAt?.toISOString() ?? null,
    lastClickedAt: lastClickedAt === null ? null : formatInstant(lastClickedAt),
  };
}
