import { Controller, Get, HttpCode, Param, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { PublicRoute } from '@ledger/service-kit/access/public-route';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { CodeParams, ProgramCodeParams } from './link.dto';
import { Visits } from './visits.service';

const REDIRECT = {
  status: 302,
  description:
    'To the page of the link, or the program’s home, with `clickId` in its query where the click was counted; a cookie `ledger_click` keeps it for 90 days.',
  headers: {
    Location: { schema: { type: 'string' as const, format: 'uri' }, description: 'A page that the terms name.' },
  },
};

/** The links themselves: whoever follows one is counted and led on. */
@ApiTags('links')
@PublicRoute()
@ApiResponse(REDIRECT)
@ApiResponse(problemResponse(404, 'Neither the link nor its program’s home leads anywhere.'))
@ApiResponse(problemResponse(503, 'Where it leads cannot be read now.'))
@Controller('r')
export class RedirectController {
  constructor(private readonly visits: Visits) {}

  @Get(':code')
  @HttpCode(302)
  @ApiOperation({ summary: 'Follow a link: of the program that had its code first' })
  followLink(@Req() request: Request, @Res() response: Response, @Param() { code }: CodeParams): Promise<void> {
    return this.visits.lead({ request, response }, { program: null, code });
  }

  @Get(':program/:code')
  @HttpCode(302)
  @ApiOperation({ summary: 'Follow a link of a program' })
  followLinkOfProgram(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program, code }: ProgramCodeParams,
  ): Promise<void> {
    return this.visits.lead({ request, response }, { program, code });
  }
}
