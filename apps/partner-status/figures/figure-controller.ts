import { Controller, Get, Param, Query, Req, Res, type Type } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { CsvColumn } from '@ledger/documents/csv-table';
import type { ListQuery } from '@ledger/read-models/postgres/queries/list-query';
import type { ProgramSnapshot } from '@ledger/read-models/postgres/queries/program-snapshot';
import type { StoredRow } from '@ledger/read-models/definition/stored-row';
import { Requires } from '@ledger/service-kit/access/requires';
import { listOfQuery, ProgramLists, type ServedList } from '@ledger/service-kit/lists/program-lists';
import { ApiCsv, ApiJsonOrCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import type { KeyShape } from '@ledger/service-kit/pages/cursor';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import type { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';

/** A list of figures as the API has it. */
export interface ServedFigure<Row, Q extends PageQuery, Item extends object> {
  /** In the path, and in the name of a file of it. */
  readonly path: string;
  /** What it is, for a person: `The metrics of a program`. */
  readonly title: string;
  readonly dto: Type<Item>;
  readonly query: Type<Q>;
  readonly key: KeyShape;
  readonly list: (snapshot: ProgramSnapshot, query: Q) => ListQuery<StoredRow, Row>;
  readonly toItem: (row: Row) => Item;
  readonly columns: readonly CsvColumn<Row>[];
}

/** The routes of one list of figures: by pages as JSON, and whole as CSV. */
export function figureController<Row, Q extends PageQuery, Item extends object>(
  figure: ServedFigure<Row, Q, Item>,
): Type {
  const { path, title, dto, query: queryDto } = figure;
  const name = path.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
  const page = pageDto(dto, `${name}Figures`);

  @ApiTags('figures')
  @Requires('read')
  @ApiResponse(problemResponse(404, 'There is no such program.'))
  @Controller('v1/programs/:program/figures')
  class FigureController {
    constructor(private readonly lists: ProgramLists) {}

    @Get(path)
    @ApiOperation({ operationId: `list${name}Figures`, summary: `${title}; as CSV all` })
    @ApiJsonOrCsv(page)
    async list(
      @Req() request: Request,
      @Res() response: Response,
      @Param() { program }: ProgramParams,
      @Query() query: PageQuery,
    ): Promise<void> {
      await this.lists.send({ request, response }, { program }, query, served(figure, program, query as Q));
    }

    @Get(`${path}.csv`)
    @ApiOperation({ operationId: `download${name}Figures`, summary: `${title}, as CSV` })
    @ApiCsv()
    async download(
      @Req() request: Request,
      @Res() response: Response,
      @Param() { program }: ProgramParams,
      @Query() query: PageQuery,
    ): Promise<void> {
      await this.lists.send({ request, response }, { program }, query, served(figure, program, query as Q));
    }
  }
  for (const method of ['list', 'download'] as const) typeQuery(FigureController, method, queryDto);
  Object.defineProperty(FigureController, 'name', { value: `${name}FiguresController` });
  return FigureController;
}

/** The query is checked by the class of the figure, which no decorator can name before it is known. */
function typeQuery(controller: Type, method: 'list' | 'download', query: Type): void {
  const key = 'design:paramtypes';
  const prototype = controller.prototype as object;
  const types = [...(Reflect.getMetadata(key, prototype, method) as unknown[])];
  types[types.length - 1] = query;
  Reflect.defineMetadata(key, types, prototype, method);
}

function served<Row, Q extends PageQuery, Item extends object>(
  { path, key, list, toItem, columns }: ServedFigure<Row, Q, Item>,
  program: string,
  query: Q,
): ServedList<Row> {
  return {
    name: path,
    columns: [['program', () => program], ...columns],
    key,
    toItem,
    ...listOfQuery(
      ({ snapshot }) => list(snapshot, query),
      (row) => row,
    ),
  };
}
