import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { CsvColumn } from '@ledger/documents/csv-table';
import { formatInstant } from '@ledger/kernel/instant';
import { linkList, type CountedLink } from '@ledger/read-models/tables/links';
import { Requires } from '@ledger/service-kit/access/requires';
import type { HttpSettings } from '@ledger/service-kit/http-settings';
import { HTTP_SETTINGS } from '@ledger/service-kit/injection-tokens';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { linkAddress } from './link-address';
import { linkDto, LinkQuery, LinksDto, type ShownLink } from './link.dto';
import { LinksService } from './links.service';

/** The links of all partners of a program, for staff. */
@ApiTags('links')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program.'))
@Controller('v1/programs/:program')
export class ProgramLinksController {
  constructor(
    private readonly lists: ProgramLists,
    private readonly links: LinksService,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  @Get('links')
  @ApiOperation({ summary: 'The links of a program’s partners, by code, with what came of each; as CSV all of them' })
  @ApiJsonOrCsv(LinksDto)
  listLinks(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: LinkQuery,
  ): Promise<void> {
    return this.lists.send({ request, response }, { program }, query, this.list(request, program, query));
  }

  @Get('links.csv')
  @ApiOperation({ summary: 'All links of a program’s partners as CSV' })
  @ApiCsv()
  downloadLinks(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: LinkQuery,
  ): Promise<void> {
    return this.lists.send({ request, response }, { program }, query, this.list(request, program, query));
  }

  private list(request: Request, program: string, { partner, campaign }: LinkQuery): ServedList<ShownLink> {
    const shown = async (links: readonly CountedLink[]): Promise<readonly ShownLink[]> =>
      (await this.links.withArchived(program, links)).map((link) => ({
        ...link,
        url: linkAddress(this.settings, request, { program, code: link.code }),
      }));
    const { page, rows } = listOfQuery(
      ({ snapshot }) => linkList(snapshot, { partner, campaign }),
      (link) => link,
    );
    return {
      name: 'links',
      columns: columns(program),
      key: ['text'],
      toItem: linkDto,
      page: async (read, asked) => {
        const { items, next } = await page(read, asked);
        return { items: await shown(items), next };
      },
      rows: async function* (read) {
        for await (const link of rows(read)) yield* await shown([link]);
      },
    };
  }
}

function columns(program: string): readonly CsvColumn<ShownLink>[] {
  return [
    ['program', () => program],
    ['code', ({ code }) => code],
    ['partner', ({ partner }) => partner],
    ['campaign', ({ campaign }) => campaign],
    ['target', ({ target }) => target],
    ['url', ({ url }) => url],
    ['createdAt', ({ at }) => formatInstant(at)],
    ['archivedAt', ({ archivedAt }) => archivedAt?.toISOString() ?? null],
    ['clicks', ({ clicks }) => String(clicks)],
    ['lastClickedAt', ({ lastClickedAt }) => (lastClickedAt === null ? null : formatInstant(lastClickedAt))],
    ['signUps', ({ signUps }) => String(signUps)],
  ];
}
