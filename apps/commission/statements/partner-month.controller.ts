import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { IssuedDocuments } from '@ledger/documents/issued/issued-documents';
import { queryOfDataSource } from '@ledger/documents/issued/query';
import { accountComponent } from '@ledger/documents/journal/account-component';
import { issueStatement } from '@ledger/documents/statement/issue-statement';
import type { PartnerStatement } from '@ledger/documents/statement/statement';
import { STATEMENT_COLUMNS, statementRows } from '@ledger/documents/statement/statement-columns';
import { statementJson } from '@ledger/documents/statement/statement-json';
import { parseMonth, type Month } from '@ledger/kernel/calendar';
import { readStatement, type TextsOf } from '@ledger/read-models/statement/read-statement';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { Requires } from '@ledger/service-kit/access/requires';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { ApiPdf, DocumentQuery, sendPdf } from '@ledger/service-kit/documents/pdf-response';
import { API_DATA_SOURCE, PERSONAL_READS } from '@ledger/service-kit/injection-tokens';
import { ApiCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { PartnerMonthDto, PartnerMonthParams } from './partner-month.dto';

const ABOUT_PDF =
  'Of a month that is closed the document that was issued first, to the byte; of one that is not, a provisional one. `ETag` is its SHA-256, `X-Statement-State` says `issued`, `issued before` or `provisional`, and `X-Undrawn` names the characters that its font cannot draw.';

/** A partner's statement of one month, with its lines and payouts: as JSON, as CSV, and as the document that is issued. */
@ApiTags('statements')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program or partner.'))
@Controller('v1/programs/:program/partners/:partner/statements')
export class PartnerMonthController {
  private readonly issued: IssuedDocuments;
  private readonly textsOf: TextsOf;

  constructor(
    private readonly reader: ProgramReader,
    private readonly downloads: CsvDownloads,
    @Inject(API_DATA_SOURCE) database: DataSource,
    @Inject(PERSONAL_READS) personal: PersonalReads | null,
  ) {
    this.issued = new IssuedDocuments(queryOfDataSource(database));
    this.textsOf = (refs) => personal?.texts(refs) ?? Promise.resolve((ref) => ref);
  }

  @Get(':month.pdf')
  @ApiOperation({ summary: "A partner's statement of a month as PDF, in English or German" })
  @ApiPdf(ABOUT_PDF)
  @ApiResponse(problemResponse(410, 'It was issued, and deleted when its retention was over.'))
  async downloadDocument(
    @Res() response: Response,
    @Param() params: PartnerMonthParams,
    @Query() { lang = 'en' }: DocumentQuery,
  ): Promise<void> {
    const statement = await this.statementOf(params);
    const { state, ...pdf } = await issueStatement(statement, lang, this.issued);
    sendPdf(response, { ...pdf, lang, name: fileName(statement) }, { 'X-Statement-State': state });
  }

  @Get(':month.csv')
  @ApiOperation({ summary: "A partner's statement of a month as CSV: balances, lines, payouts" })
  @ApiCsv()
  async downloadRows(@Res() response: Response, @Param() params: PartnerMonthParams): Promise<void> {
    const statement = await this.statementOf(params);
    const rows = async function* () {
      yield* statementRows(statement);
    };
    await this.downloads.send(response, {
      fileName: `${fileName(statement)}.csv`,
      columns: STATEMENT_COLUMNS,
      read: (take) => take(rows()),
    });
  }

  @Get(':month')
  @ApiOperation({ summary: "A partner's statement of a month, with all its lines and payouts" })
  @ApiOkResponse({ type: PartnerMonthDto })
  async showMonth(@Param() params: PartnerMonthParams): Promise<PartnerMonthDto> {
    return statementJson(await this.statementOf(params));
  }

  private statementOf({ program, partner, month }: PartnerMonthParams): Promise<PartnerStatement> {
    // The parameters were checked: it is a month.
    const wanted = parseMonth(month) as Month;
    return this.reader.partner(program, partner, ({ snapshot, terms }) =>
      readStatement(snapshot, { partner, month: wanted }, terms.calendar, this.textsOf),
    );
  }
}

/** Of ids that differ the names differ. */
function fileName({ program, partner, month }: PartnerStatement): string {
  return `${accountComponent(program)}-${month}-${accountComponent(partner)}`;
}
