import { Controller, Get, Inject, Put, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { readMailPreferences, setMailPreferences } from '@ledger/desk/mail/mail-preferences';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import { DataSource } from 'typeorm';
import { preferencesBody, PreferencesDto, preferencesDto } from './preferences.dto';

/** Which mails a person wants as one of a partner: its own choice, for each of its partners. */
@ApiTags('partners')
@RequiresPartner('own-preferences')
@Controller('api/partner/preferences')
export class PreferencesController {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly bodies: BodyReader,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Which mails one gets' })
  @ApiOkResponse({ type: PreferencesDto })
  async getPreferences(@PartnerCaller() caller: PartnerOfCaller): Promise<PreferencesDto> {
    return preferencesDto(await readMailPreferences(this.dataSource.manager, whose(caller)));
  }

  @Put()
  @ApiOperation({ summary: 'Choose which mails one gets' })
  @ApiRequestContent(jsonContent(preferencesBody, { unwanted: ['statement-ready'] }))
  @ApiOkResponse({ type: PreferencesDto })
  setPreferences(@Req() request: Request, @PartnerCaller() caller: PartnerOfCaller): Promise<PreferencesDto> {
    return withJson(this.bodies, request, preferencesBody, async ({ unwanted }) => {
      return preferencesDto(await setMailPreferences(this.dataSource.manager, whose(caller), unwanted));
    });
  }
}

function whose({ program, partner, principal: { id: person } }: PartnerOfCaller) {
  return { person, program, partner };
}
