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
import { statementPdf } from '@ledger/documents/statement/statement-pdf';
import { parseMonth, type Month } from '@ledger/kernel/calendar';
import { readStatement, type TextsOf } from '@ledger/read-models/statement/read-statement';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { ApiPdf, DocumentQuery, sendPdf } from '@ledger/service-kit/documents/pdf-response';
import { API_DATA_SOURCE, PERSONAL_READS } from '@ledger/service-kit/injection-tokens';
import { RequiredMonth } from '@ledger/service-kit/lists/filter-fields';
import { ApiCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { PartnerReader } from '@ledger/service-kit/partners/partner-reader';
import { PartnerMonthDto } from '../statements/partner-month.dto';
import { shownStatement } from './shown-statement';

const ABOUT_PDF =
  'Of a month that is closed the document that was issued first, to the byte; of one that is not, a provisional one. To a partner that sees no names of customers it is drawn with their pseudonyms (`X-Statement-State: drawn`).';

class OwnMonthParams {
  @RequiredMonth("The accounting month, in the program's time zone")
  month!: string;
}

/** A partner's statement of one month, for itself: as JSON, as CSV, and as the document that is issued. */
@ApiTags('for partners')
@RequiresPartner('own-figures')
@ApiResponse(problemResponse(404, 'The partner has neither applied nor enrolled yet.'))
@Controller('api/partner/statements')
export class OwnMonthController {
  private readonly issued: IssuedDocuments;
  private readonly textsOf: TextsOf;

  constructor(
    private readonly reader: PartnerReader,
    private readonly downloads: CsvDownloads,
    @Inject(API_DATA_SOURCE) database: DataSource,
    @Inject(PERSONAL_READS) personal: PersonalReads | null,
  ) {
    this.issued = new IssuedDocuments(queryOfDataSource(database));
    this.textsOf = (refs) => personal?.texts(refs) ?? Promise.resolve((ref) => ref);
  }

  @Get(':month.pdf')
  @ApiOperation({ summary: "The partner's own statement of a month as PDF, in English or German" })
  @ApiPdf(ABOUT_PDF)
  @ApiResponse(problemResponse(410, 'It was issued, and deleted when its retention was over.'))
  async downloadOwnDocument(
    @Res() response: Response,
    @PartnerCaller() own: PartnerOfCaller,
    @Param() params: OwnMonthParams,
    @Query() { lang = 'en' }: DocumentQuery,
  ): Promise<void> {
    const { statement, isMasked } = await this.statementOf(own, params);
    const { state, ...pdf } = isMasked
      ? { ...(await statementPdf(statement, lang)), state: 'drawn' }
      : await issueStatement(statement, lang, this.issued);
    sendPdf(response, { ...pdf, lang, name: fileName(statement) }, { 'X-Statement-State': state });
  }

  @Get(':month.csv')
  @ApiOperation({ summary: "The partner's own statement of a month as CSV: balances, lines, payouts" })
  @ApiCsv()
  async downloadOwnMonth(
    @Res() response: Response,
    @PartnerCaller() own: PartnerOfCaller,
    @Param() params: OwnMonthParams,
  ): Promise<void> {
    const { statement } = await this.statementOf(own, params);
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
  @ApiOperation({ summary: "The partner's own statement of a month, with all its lines and payouts" })
  @ApiOkResponse({ type: PartnerMonthDto })
  async showOwnMonth(@PartnerCaller() own: PartnerOfCaller, @Param() params: OwnMonthParams): Promise<PartnerMonthDto> {
    return statementJson((await this.statementOf(own, params)).statement);
  }

  private statementOf(own: PartnerOfCaller, { month }: OwnMonthParams) {
    // The parameters were checked: it is a month.
    const about = { partner: own.partner, month: parseMonth(month) as Month };
    return this.reader.own(own, async ({ snapshot, terms, sight }) => {
      const statement = await readStatement(snapshot, about, terms.calendar, this.textsOf);
      return { statement: shownStatement(statement, sight), isMasked: !sight.seesNames };
    });
  }
}

/** Of ids that differ the names differ. */
function fileName({ program, partner, month }: PartnerStatement): string {
  return `${accountComponent(program)}-${month}-${accountComponent(partner)}`;
}
