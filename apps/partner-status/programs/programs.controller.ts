import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { compareCodePoints } from '@ledger/kernel/code-point-order';
import { pageOf } from '@ledger/read-models/postgres/queries/page';
import { readLiveTerms } from '@ledger/read-models/postgres/queries/read-terms';
import { readPrograms } from '@ledger/read-models/postgres/queries/program-snapshot';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { OfCallersProgram } from '@ledger/service-kit/access/of-callers-program';
import { Requires } from '@ledger/service-kit/access/requires';
import { READ_MODELS } from '@ledger/service-kit/injection-tokens';
import { cursorOf } from '@ledger/service-kit/pages/cursor';
import { PageQuery, pageRequest } from '@ledger/service-kit/pages/page-query.dto';
import { DataSource } from 'typeorm';
import { programDto, ProgramsDto } from './program.dto';

@ApiTags('programs')
@Controller('v1/programs')
export class ProgramsController {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'The published programs, by name: all, or those that the caller is for' })
  @ApiOkResponse({ type: ProgramsDto })
  @OfCallersProgram()
  async listPrograms(@Query() query: PageQuery, @Caller() caller: StaffCaller): Promise<ProgramsDto> {
    const { limit, after } = pageRequest(query, ['text']);
    const from = String(after?.[0] ?? '');
    const published = [...(await readLiveTerms(this.readModels)).values()]
      .sort((a, b) => compareCodePoints(a.name, b.name))
      .filter(({ name: program }) => caller.sees(program))
      .filter(({ name: program }) => after === null || compareCodePoints(program, from) > 0);
    const { items, next } = pageOf(published, limit, ({ name: program }) => [program]);
    const rows = new Map((await readPrograms(this.readModels)).map((row) => [row.program, row]));
    return {
      items: items.map((terms) => programDto(terms, rows.get(terms.name))),
      next: next === null ? null : cursorOf(next),
    };
  }
}
