import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { listAudit } from '@ledger/desk/audit/list-audit';
import { Requires } from '@ledger/service-kit/access/requires';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { cursorOf } from '@ledger/service-kit/pages/cursor';
import { pageRequest } from '@ledger/service-kit/pages/page-query.dto';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { DataSource } from 'typeorm';
import { AuditDto, auditEntryDto, AuditQuery } from './audit.dto';

/** What staff did: who, what, when, from where, and what was so before and after. */
@ApiTags('people')
@Requires('read-audit')
@Controller('v1')
export class AuditController {
  constructor(@Inject(API_DATA_SOURCE) private readonly dataSource: DataSource) {}

  @Get('audit')
  @ApiOperation({ summary: 'What staff did, newest first' })
  @ApiOkResponse({ type: AuditDto })
  auditOfAll(@Query() query: AuditQuery): Promise<AuditDto> {
    return this.page(null, query);
  }

  @Get('programs/:program/audit')
  @ApiOperation({ summary: 'What staff did in a program, newest first' })
  @ApiOkResponse({ type: AuditDto })
  @ApiResponse(problemResponse(404, 'There is no such program for who asks.'))
  auditOfProgram(@Param() { program }: ProgramParams, @Query() query: AuditQuery): Promise<AuditDto> {
    return this.page(program, query);
  }

  private async page(program: string | null, query: AuditQuery): Promise<AuditDto> {
    const { limit, after } = pageRequest(query, ['bigint']);
    const { principal = null } = query;
    const before = after === null ? null : String(after[0]);
    const found = await listAudit(this.dataSource.manager, { program, principal, before, limit: limit + 1 });
    const items = found.slice(0, limit).map(auditEntryDto);
    const last = items.at(-1);
    return { items, next: found.length > limit && last !== undefined ? cursorOf([Number(last.number)]) : null };
  }
}
