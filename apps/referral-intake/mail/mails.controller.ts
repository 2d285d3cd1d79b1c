import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { listMails, type ListedMail } from '@ledger/desk/mail/list-mails';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { cursorOf } from '@ledger/service-kit/pages/cursor';
import { pageRequest } from '@ledger/service-kit/pages/page-query.dto';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { DataSource } from 'typeorm';
import { mailDto, MailsDto, MailsQuery } from './mails.dto';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Which mails were sent, or wait, and why one was not. */
@ApiTags('mail')
@Requires('read-mails')
@Controller('v1/programs/:program/mails')
export class MailsController {
  constructor(@Inject(API_DATA_SOURCE) private readonly dataSource: DataSource) {}

  @Get()
  @ApiOperation({ summary: 'The mails of a program, the latest first' })
  @ApiOkResponse({ type: MailsDto })
  @ApiResponse(problemResponse(404, 'There is no such program for who asks.'))
  async listMails(
    @Param() { program }: ProgramParams,
    @Query() query: MailsQuery,
    @Caller() caller: StaffCaller,
  ): Promise<MailsDto> {
    const { limit, after } = pageRequest(query, ['text']);
    const before = after === null ? null : String(after[0]);
    if (before !== null && !UUID.test(before))
      throw new Problem('invalid-request', 'after: this is no cursor of mails.');
    const asked = { program, state: query.state ?? null, limit: limit + 1, before };
    const ask = async (sql: string, parameters: unknown[]) => ({
      rows: await this.dataSource.query<ListedMail[]>(sql, parameters),
    });
    const found = await listMails(ask, asked);
    const isWhole = caller.may('read-personal', program);
    const items = found.slice(0, limit).map((mail) => mailDto(mail, isWhole));
    const last = items.at(-1);
    return { items, next: found.length > limit && last !== undefined ? cursorOf([last.id]) : null };
  }
}
