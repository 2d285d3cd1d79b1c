import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { CsvColumn } from '@ledger/documents/csv-table';
import { readAll, readPage, type ListQuery } from '@ledger/read-models/postgres/queries/list-query';
import type { Page, PageRequest } from '@ledger/read-models/postgres/queries/page';
import { CsvDownloads } from '../csv/csv-downloads';
import { wantsCsv } from '../csv/wants-csv';
import type { KeyShape } from '../pages/cursor';
import { pageAnswer } from '../pages/page-answer';
import { pageRequest, type PageQuery } from '../pages/page-query.dto';
import { PartnerReader, type ReadOwn } from '../partners/partner-reader';
import { ProgramReader, type ReadPartner, type ReadProgram, type ReadRows } from '../reads/program-reader';

/** A list of a program as it is served: a page as JSON, or all rows as CSV. */
export interface ServedList<Row, Read extends ReadRows = ReadProgram> {
  /** Names the file of a download. */
  readonly name: string;
  readonly columns: readonly CsvColumn<Row>[];
  readonly key: KeyShape;
  readonly page: (read: Read, request: PageRequest) => Promise<Page<Row>>;
  readonly rows: (read: Read) => AsyncIterable<Row>;
  readonly toItem: (row: Row) => object;
}

interface Http {
  readonly request: Request;
  readonly response: Response;
}

/** Answers requests for lists, whatever they are of. */
@Injectable()
export class ProgramLists {
  constructor(
    private readonly reader: ProgramReader,
    private readonly partners: PartnerReader,
    private readonly downloads: CsvDownloads,
  ) {}

  /** Sends a list of a program as the request wants it. Throws the problems `not-found`, `invalid-cursor`, `not-acceptable`. */
  async send<Row>(
    http: Http,
    { program }: { readonly program: string },
    query: PageQuery,
    list: ServedList<Row>,
  ): Promise<void> {
    await this.answer(http, `${program}-${list.name}.csv`, query, list, (use) => this.reader.program(program, use));
  }

  /** The same for a list of one partner, which has to be there. */
  async sendOfPartner<Row>(
    http: Http,
    { program, partner }: { readonly program: string; readonly partner: string },
    query: PageQuery,
    list: ServedList<Row, ReadPartner>,
  ): Promise<void> {
    const fileName = `${program}-${partner}-${list.name}.csv`;
    await this.answer(http, fileName, query, list, (use) => this.reader.partner(program, partner, use));
  }

  /** The same for a partner's own list, which it asks for itself. */
  async sendOwn<Row>(
    http: Http,
    own: { readonly program: string; readonly partner: string },
    query: PageQuery,
    list: ServedList<Row, ReadOwn>,
  ): Promise<void> {
    const fileName = `${own.program}-${own.partner}-${list.name}.csv`;
    await this.answer(http, fileName, query, list, (use) => this.partners.own(own, use));
  }

  /** Sends a list of what belongs to no program. */
  async sendUnassigned<Row>(http: Http, query: PageQuery, list: ServedList<Row, ReadRows>): Promise<void> {
    await this.answer(http, `${list.name}.csv`, query, list, (use) => this.reader.unassigned(use));
  }

  private async answer<Row, Read extends ReadRows>(
    { request, response }: Http,
    fileName: string,
    query: PageQuery,
    list: ServedList<Row, Read>,
    read: <T>(use: (read: Read) => Promise<T>) => Promise<T>,
  ): Promise<void> {
    if (wantsCsv(request)) {
      const rows = (take: (rows: AsyncIterable<Row>) => Promise<void>) => read((given) => take(list.rows(given)));
      return this.downloads.send(response, { fileName, columns: list.columns, read: rows });
    }
    const asked = pageRequest(query, list.key);
    const answer = await read(async (given) =>
      pageAnswer(given.snapshot.about, await list.page(given, asked), list.toItem),
    );
    response.json(answer);
  }
}

/** How a list is read that is one query; `toEntry` says what a row of it is at the program's clock. */
export function listOfQuery<Stored extends object, Stand, Row>(
  query: (read: ReadProgram) => ListQuery<Stored, Stand>,
  toEntry: (row: Stand, read: ReadProgram) => Row,
): Pick<ServedList<Row>, 'page' | 'rows'> {
  return {
    page: async (read, request) => {
      const { items, next } = await readPage(read.snapshot, query(read), request);
      return { items: items.map((row) => toEntry(row, read)), next };
    },
    rows: async function* (read) {
      for await (const row of readAll(read.snapshot, query(read))) yield toEntry(row, read);
    },
  };
}
