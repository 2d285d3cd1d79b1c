import { Controller, Delete, Get, HttpCode, Put, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { Problem } from '@ledger/service-kit/problems/problem';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { EXAMPLE_LISTING, DirectoryEntryDto, entryDto, listingBody } from './directory-parts.dto';
import { DirectoryService } from './directory.service';

/** What a partner says of itself in the directory. */
@ApiTags('partner')
@RequiresPartner('own-account')
@Controller('api/partner/directory')
export class OwnListingController {
  constructor(
    private readonly directory: DirectoryService,
    private readonly bodies: BodyReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Its entry in the directory' })
  @ApiOkResponse({ type: DirectoryEntryDto })
  @ApiResponse(problemResponse(404, 'It has none.'))
  async find(@PartnerCaller() own: PartnerOfCaller): Promise<DirectoryEntryDto> {
    const entry = await this.directory.find(own);
    if (entry === null) throw noEntry();
    return entryDto(entry);
  }

  @Put()
  @ApiOperation({ summary: 'Propose an entry; it is public once staff have approved it' })
  @ApiRequestContent(jsonContent(listingBody, EXAMPLE_LISTING))
  @ApiOkResponse({ type: DirectoryEntryDto })
  @ApiResponse(problemResponse(409, 'Partners of this type are not listed.'))
  propose(@Req() request: Request, @PartnerCaller() own: PartnerOfCaller): Promise<DirectoryEntryDto> {
    return withJson(this.bodies, request, listingBody, async (listing) =>
      entryDto(await this.directory.propose(own, listing)),
    );
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Take its entry out of the directory' })
  @ApiNoContentResponse()
  @ApiResponse(problemResponse(404, 'It has none.'))
  async withdraw(@PartnerCaller() own: PartnerOfCaller): Promise<void> {
    if (!(await this.directory.withdraw(own))) throw noEntry();
  }
}

function noEntry(): Problem {
  return new Problem('not-found', 'You have no entry in the directory.');
}
