import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { BillingDesk } from '@ledger/documents/billing/billing-desk';
import { DocumentPurged } from '@ledger/documents/issued/document-purged';
import { IssuedDocuments } from '@ledger/documents/issued/issued-documents';
import { queryOfDataSource } from '@ledger/documents/issued/query';
import { issuePayoutDocument, type StandingDocument } from '@ledger/documents/payout/issue-payout-document';
import { PAYOUT_DOCUMENT_COLUMNS, payoutDocumentRows } from '@ledger/documents/payout/payout-document-columns';
import { payoutDocumentJson } from '@ledger/documents/payout/payout-document-json';
import { parseMonth, type Month } from '@ledger/kernel/calendar';
import {
  settlementOfNumber,
  settlementsOfMonth,
  settlementsOfPayout,
} from '@ledger/read-models/payout-documents/numbered-settlements';
import { readStandingDocument, type DocumentSources } from '@ledger/read-models/payout-documents/read-payout-document';
import { findPayout } from '@ledger/read-models/tables/payouts';
import type { TextsOf } from '@ledger/read-models/statement/read-statement';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { Requires } from '@ledger/service-kit/access/requires';
import { CsvDownloads } from '@ledger/service-kit/csv/csv-downloads';
import { ApiPdf, DocumentQuery, sendPdf } from '@ledger/service-kit/documents/pdf-response';
import { API_DATA_SOURCE, PERSONAL_READS } from '@ledger/service-kit/injection-tokens';
import { ApiCsv } from '@ledger/service-kit/openapi/json-or-csv';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { pageAnswer } from '@ledger/service-kit/pages/page-answer';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';
import {
  DocumentNumberParams,
  DocumentsOfMonthQuery,
  PayoutDocumentDto,
  PayoutDocumentsDto,
  PayoutParams,
} from './payout-document.dto';

const ABOUT_PDF =
  'Issues the document, where it was not yet; whoever asks again gets the same bytes. `ETag` is its SHA-256, `X-Document-State` says `issued` or `issued before`, and `X-Undrawn` names the characters that its font cannot draw.';

/** The documents of payouts: remittance advices, self-billed invoices, credit notes (docs/documents.md). */
@ApiTags('documents of payouts')
@Requires('read')
@ApiResponse(problemResponse(404, 'There is no such program, document or payout.'))
@ApiResponse(problemResponse(410, 'It was issued, and deleted when its retention was over.'))
@Controller('v1/programs/:program')
export class PayoutDocumentsController {
  private readonly issued: IssuedDocuments;
  private readonly billing: BillingDesk;
  private readonly textsOf: TextsOf;

  constructor(
    private readonly reader: ProgramReader,
    private readonly downloads: CsvDownloads,
    @Inject(API_DATA_SOURCE) database: DataSource,
    @Inject(PERSONAL_READS) personal: PersonalReads | null,
  ) {
    this.issued = new IssuedDocuments(queryOfDataSource(database));
    this.billing = new BillingDesk(queryOfDataSource(database));
    this.textsOf = (refs) => personal?.texts(refs) ?? Promise.resolve((ref) => ref);
  }

  @Get('payout-documents')
  @ApiOperation({ summary: 'The documents of what was paid and what came back in a month, by number; all on one page' })
  @ApiOkResponse({ type: PayoutDocumentsDto })
  async listPayoutDocuments(@Param() { program }: ProgramParams, @Query() query: DocumentsOfMonthQuery) {
    return this.reader.program(program, async (read) => {
      const items: StandingDocument[] = [];
      for await (const each of this.ofMonth(read, query)) items.push(each);
      return pageAnswer(read.snapshot.about, { items, next: null }, documentDto);
    });
  }

  @Get('payout-documents.csv')
  @ApiOperation({ summary: 'The same as CSV: a row for each line, and one for the sums of each document' })
  @ApiCsv()
  async downloadPayoutDocuments(
    @Res() response: Response,
    @Param() { program }: ProgramParams,
    @Query() query: DocumentsOfMonthQuery,
  ): Promise<void> {
    const rows = async function* (documents: AsyncIterable<StandingDocument>) {
      for await (const { document } of documents) yield* payoutDocumentRows(document);
    };
    await this.downloads.send(response, {
      fileName: `${program}-${query.month}-payout-documents.csv`,
      columns: PAYOUT_DOCUMENT_COLUMNS,
      read: (take) => this.reader.program(program, (read) => take(rows(this.ofMonth(read, query)))),
    });
  }

  @Get('payout-documents/:number.pdf')
  @ApiOperation({ summary: 'A document as PDF, in English or German' })
  @ApiPdf(ABOUT_PDF)
  async downloadPayoutDocument(
    @Res() response: Response,
    @Param() params: DocumentNumberParams,
    @Query() { lang = 'en' }: DocumentQuery,
  ): Promise<void> {
    const standing = await this.ofNumber(params);
    const { state, document, ...pdf } = await issuePayoutDocument(this.issued, standing, lang);
    sendPdf(response, { ...pdf, lang, name: document.number }, { 'X-Document-State': state });
  }

  @Get('payout-documents/:number')
  @ApiOperation({ summary: 'A document, as it was issued, or else as it would be now' })
  @ApiOkResponse({ type: PayoutDocumentDto })
  async showPayoutDocument(@Param() params: DocumentNumberParams) {
    return documentDto(await this.ofNumber(params));
  }

  @Get('payouts/:payout/documents')
  @ApiOperation({ summary: 'The documents of a payout: none before it was paid, two when it came back' })
  @ApiOkResponse({ type: PayoutDocumentsDto })
  async listDocumentsOfPayout(@Param() { program, payout }: PayoutParams) {
    return this.reader.program(program, async (read) => {
      const items: StandingDocument[] = [];
      if ((await findPayout(read.snapshot, payout)) === null) {
        throw new Problem('not-found', `${program} has no payout ${payout}.`);
      }
      for (const settlement of await settlementsOfPayout(read.snapshot, payout)) {
        items.push(await readStandingDocument(this.sources(read), settlement));
      }
      return pageAnswer(read.snapshot.about, { items, next: null }, documentDto);
    });
  }

  private ofNumber({ program, number }: DocumentNumberParams): Promise<StandingDocument> {
    return this.reader.program(program, async (read) => {
      const settlement = await settlementOfNumber(read.snapshot, number);
      if (settlement === null) throw new Problem('not-found', `${program} has no document ${number}.`);
      return readStandingDocument(this.sources(read), settlement);
    });
  }

  /** One after the other. */
  private async *ofMonth(
    read: ReadProgram,
    { month, partner }: DocumentsOfMonthQuery,
  ): AsyncIterable<StandingDocument> {
    // The query was checked: it is a month.
    const wanted = parseMonth(month) as Month;
    for (const settlement of await settlementsOfMonth(read.snapshot, wanted, read.terms.calendar)) {
      if (partner !== undefined && settlement.partner !== partner) continue;
      const standing = await unlessPurged(readStandingDocument(this.sources(read), settlement));
      if (standing !== null) yield standing;
    }
  }

  private sources({ snapshot, terms: { calendar } }: ReadProgram): DocumentSources {
    return { snapshot, calendar, textsOf: this.textsOf, billing: this.billing, issued: this.issued };
  }
}

/** A document that was deleted is in no list. */
async function unlessPurged(reading: Promise<StandingDocument>): Promise<StandingDocument | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof DocumentPurged) return null;
    throw error;
  }
}

function documentDto({ document, isIssued }: StandingDocument): PayoutDocumentDto {
  return { ...payoutDocumentJson(document), isIssued };
}
