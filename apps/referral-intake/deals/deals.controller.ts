import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { registrationStanding } from '@ledger/desk/deals/registration-standing';
import { filesOf, readFileOf } from '@ledger/desk/files/keep-file';
import type { CsvColumn } from '@ledger/documents/csv-table';
import { findRegistration, registrationList } from '@ledger/read-models/tables/registrations';
import { Caller, type StaffCaller } from '@ledger/service-kit/access/caller';
import { Requires } from '@ledger/service-kit/access/requires';
import { ApiFile, serveFile } from '@ledger/service-kit/documents/serve-file';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { IdFilter } from '@ledger/service-kit/lists/filter-fields';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { DataSource } from 'typeorm';
import { ProgramDealFileParams, ProgramDealParams } from './deal-params.dto';
import { RegistrationsService } from './registrations.service';
import {
  type RegistrationDto,
  registrationDto,
  RegistrationsDto,
  RegistrationWithEvidenceDto,
  type ShownRegistration,
} from './registration.dto';

class DealsQuery extends PageQuery {
  @IdFilter('Of one partner.')
  partner?: string;
}

/** The registrations of a program, for staff. */
@ApiTags('deals')
@ApiResponse(problemResponse(404, 'There is no such program, registration or file.'))
@Controller('v1/programs/:program/deals')
export class DealsController {
  constructor(
    private readonly registrations: RegistrationsService,
    private readonly lists: ProgramLists,
    private readonly reader: ProgramReader,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
  ) {}

  @Get()
  @Requires('read')
  @ApiOperation({ summary: 'The registrations of a program, with their deadlines; as CSV all of them' })
  @ApiJsonOrCsv(RegistrationsDto)
  async list(
    @Req() request: Request,
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: DealsQuery,
  ): Promise<void> {
    const list: ServedList<ShownRegistration> = {
      name: 'deals',
      columns: COLUMNS,
      key: ['text'],
      toItem: (one) => registrationDto(one),
      ...listOfQuery(
        ({ snapshot }) => registrationList(snapshot, { partner: query.partner }),
        (row, { terms, clock }) => ({
          row,
          standing: registrationStanding(row, terms, clock ?? row.at),
          company: null,
        }),
      ),
    };
    await this.lists.send({ request, response }, { program }, query, list);
  }

  @Get(':deal')
  @Requires('read')
  @ApiOperation({ summary: 'A registration; its company, evidence and files for those who may read personal data' })
  @ApiOkResponse({ type: RegistrationWithEvidenceDto })
  async find(
    @Param() { program, deal }: ProgramDealParams,
    @Caller() caller: StaffCaller,
  ): Promise<RegistrationWithEvidenceDto> {
    const seesNames = caller.may('read-personal', program);
    const one = await this.reader.program(program, async ({ snapshot, terms, clock }) => {
      const row = await findRegistration(snapshot, deal);
      if (row === null) throw noSuchDeal(program, deal);
      const [shown] = await this.registrations.shown([row], { terms, clock: clock ?? row.at, seesNames });
      return shown as ShownRegistration;
    });
    const textOf = await this.registrations.texts(seesNames ? [one.row.evidenceRef] : []);
    const files = seesNames ? await filesOf(this.desk.manager, { program, kind: 'deal', id: deal }) : [];
    return { ...registrationDto(one), evidence: textOf(one.row.evidenceRef), files };
  }

  @Get(':deal/files/:hash')
  @Requires('read-personal')
  @ApiOperation({ summary: 'A file of a registration' })
  @ApiFile('The file, as an attachment.')
  async file(@Param() { program, deal, hash }: ProgramDealFileParams, @Res() response: Response): Promise<void> {
    const row = await this.reader.program(program, ({ snapshot }) => findRegistration(snapshot, deal));
    const file = row === null ? null : await readFileOf(this.desk.manager, { program, kind: 'deal', id: deal }, hash);
    if (file === null) throw noSuchDeal(program, deal);
    serveFile(response, file);
  }
}

function noSuchDeal(program: string, deal: string): Problem {
  return new Problem('not-found', `${program} has no registration ${deal}, or none with such a file.`);
}

const field =
  (name: keyof RegistrationDto) =>
  (one: ShownRegistration): string | null => {
    const value = registrationDto(one)[name];
    return value === null ? null : String(value);
  };

const COLUMNS: readonly CsvColumn<ShownRegistration>[] = (
  ['deal', 'partner', 'customer', 'relationship', 'firstContactAt', 'registerBy', 'registeredAt', 'expiresAt'] as const
)
  .map((name) => [name, field(name)] as CsvColumn<ShownRegistration>)
  .concat([
    ['state', field('state')],
    ['reregistrationsLeft', field('reregistrationsLeft')],
  ]);
