import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Audited, type AuditNote } from '@ledger/service-kit/audit/audited';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { PublicRoute } from '@ledger/service-kit/access/public-route';
import { Requires } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { PartnerParams, ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { DirectoryDto, DirectoryEntriesDto, entryDto, DirectoryEntryDto, listingDto } from './directory-parts.dto';
import { DirectoryService } from './directory.service';
import { reasonBody } from './draft-bodies';

/** The directory of a program's partners: for everybody, and for those who approve its entries. */
@ApiTags('applications')
@ApiResponse(problemResponse(404, 'There is no such program or entry.'))
@Controller('v1/programs/:program')
export class DirectoryController {
  constructor(
    private readonly directory: DirectoryService,
    private readonly bodies: BodyReader,
  ) {}

  @Get('directory')
  @PublicRoute()
  @ApiOperation({ summary: 'Partners that list themselves and were approved for it' })
  @ApiOkResponse({ type: DirectoryDto })
  async list(@Param() { program }: ProgramParams): Promise<DirectoryDto> {
    return { program, items: (await this.directory.listings(program)).map(listingDto) };
  }

  @Get('directory-entries')
  @Requires('read-personal')
  @ApiOperation({ summary: 'Entries of the directory, those that wait for approval first' })
  @ApiOkResponse({ type: DirectoryEntriesDto })
  async listEntries(@Param() { program }: ProgramParams): Promise<DirectoryEntriesDto> {
    return { program, items: (await this.directory.entries(program)).map(entryDto) };
  }

  @Post('directory-entries/:partner/approve')
  @HttpCode(200)
  @Requires('review-applications')
  @ApiOperation({ summary: 'Approve what a partner says of itself: it is public from now on' })
  @ApiOkResponse({ type: DirectoryEntryDto })
  @ApiResponse(problemResponse(409, 'Nothing waits for approval.'))
  async approve(
    @Param() params: PartnerParams,
    @Caller() caller: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<DirectoryEntryDto> {
    const entry = await this.directory.decide(params, caller.id, null);
    audit.change({ before: { entry: 'proposed' }, after: { entry: 'listed' } });
    return entryDto(entry);
  }

  @Post('directory-entries/:partner/decline')
  @HttpCode(200)
  @Requires('review-applications')
  @ApiOperation({ summary: 'Decline what a partner says of itself; what is public stays' })
  @ApiRequestContent(jsonContent(reasonBody, { reason: 'the website is not yours' }))
  @ApiOkResponse({ type: DirectoryEntryDto })
  @ApiResponse(problemResponse(409, 'Nothing waits for approval.'))
  decline(
    @Req() request: Request,
    @Param() params: PartnerParams,
    @Caller() caller: StaffCaller,
    @Audited() audit: AuditNote,
  ): Promise<DirectoryEntryDto> {
    return withJson(this.bodies, request, reasonBody, async ({ reason }) => {
      const entry = await this.directory.decide(params, caller.id, reason);
      audit.change({ before: { entry: 'proposed' }, after: { entry: 'declined' } });
      return entryDto(entry);
    });
  }
}
