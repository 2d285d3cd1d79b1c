import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { formatDate, type CalendarDate } from '@ledger/kernel/calendar';
import { readPage } from '@ledger/read-models/postgres/queries/list-query';
import { linkList, type CountedLink } from '@ledger/read-models/tables/links';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import type { HttpSettings } from '@ledger/service-kit/http-settings';
import { HTTP_SETTINGS } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { pageAnswer, type PageAnswer } from '@ledger/service-kit/pages/page-answer';
import { pageRequest } from '@ledger/service-kit/pages/page-query.dto';
import { PartnerReader } from '@ledger/service-kit/partners/partner-reader';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { linkAddress } from './link-address';
import { linkBody } from './link-bodies';
import * as dto from './link.dto';
import { LinksService } from './links.service';

const EXAMPLE = { code: 'SPRING-26', campaign: 'spring fair', target: 'https://www.plixo.example/' };

/** The links of the partner that asks. */
@ApiTags('links')
@RequiresPartner('own-links')
@ApiResponse(problemResponse(404, 'There is no such link of this partner, or no such partner yet.'))
@Controller('api/partner/links')
export class OwnLinksController {
  constructor(
    private readonly links: LinksService,
    private readonly reader: PartnerReader,
    private readonly bodies: BodyReader,
    @Inject(HTTP_SETTINGS) private readonly settings: HttpSettings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Your links, by code, with what came of each' })
  @ApiOkResponse({ type: dto.LinksDto })
  async listOwnLinks(
    @Req() request: Request,
    @PartnerCaller() caller: PartnerOfCaller,
    @Query() query: dto.OwnLinkQuery,
  ): Promise<PageAnswer<dto.LinkDto>> {
    const { program, partner } = caller;
    const asked = pageRequest(query, ['text']);
    const { about, page } = await this.reader.own(caller, async ({ snapshot }) => ({
      about: snapshot.about,
      page: await readPage(snapshot, linkList(snapshot, { partner, campaign: query.campaign }), asked),
    }));
    const items = await this.links.withArchived(program, page.items);
    return pageAnswer(about, { ...page, items }, (link) =>
      dto.linkDto({ ...link, url: this.url(request, program, link) }),
    );
  }

  @Post()
  @ApiOperation({ summary: 'Make a link; its code is chosen, or made' })
  @ApiRequestContent(jsonContent(linkBody, EXAMPLE))
  @ApiCreatedResponse({ type: dto.LinkMadeDto })
  @ApiResponse(problemResponse(409, 'You have a link with this code already.'))
  @ApiResponse(problemResponse(422, 'The program’s rules reject it: `code_taken`, `not_in_program`.'))
  makeLink(@Req() request: Request, @PartnerCaller() caller: PartnerOfCaller): Promise<dto.LinkMadeDto> {
    return withJson(this.bodies, request, linkBody, async (body) => {
      const made = await this.links.make(caller, body);
      return { ...made, url: this.url(request, caller.program, made) };
    });
  }

  @Get(':code')
  @ApiOperation({ summary: 'One of your links, with its clicks by day' })
  @ApiOkResponse({ type: dto.LinkWithClicksDto })
  async findOwnLink(
    @Req() request: Request,
    @PartnerCaller() caller: PartnerOfCaller,
    @Param() { code }: dto.CodeParams,
  ): Promise<dto.LinkWithClicksDto> {
    const { link, days } = await this.links.find(caller, code);
    const [shown] = await this.links.withArchived(caller.program, [link]);
    const archivedAt = shown?.archivedAt ?? null;
    const clicksByDay = days.map(({ day, clicks }) => ({ day: formatDate(day as CalendarDate), clicks }));
    return { ...dto.linkDto({ ...link, archivedAt, url: this.url(request, caller.program, link) }), clicksByDay };
  }

  @Post(':code/archive')
  @HttpCode(200)
  @ApiOperation({ summary: 'Archive a link: it leads to the program’s home from now on; what came of it stays' })
  @ApiOkResponse({ type: dto.LinkStateDto })
  async archiveLink(
    @PartnerCaller() caller: PartnerOfCaller,
    @Param() { code }: dto.CodeParams,
  ): Promise<dto.LinkStateDto> {
    return { code: (await this.links.archive(caller, code)).code, archived: true };
  }

  @Post(':code/restore')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let an archived link lead to its page again' })
  @ApiOkResponse({ type: dto.LinkStateDto })
  async restoreLink(
    @PartnerCaller() caller: PartnerOfCaller,
    @Param() { code }: dto.CodeParams,
  ): Promise<dto.LinkStateDto> {
    return { code: (await this.links.restore(caller, code)).code, archived: false };
  }

  private url(request: Request, program: string, { code }: Pick<CountedLink, 'code'>): string {
    return linkAddress(this.settings, request, { program, code });
  }
}
