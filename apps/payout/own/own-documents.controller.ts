import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiResponse, ApiSchema, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { StandingDocument } from '@ledger/documents/payout/issue-payout-document';
import { payoutDocumentJson } from '@ledger/documents/payout/payout-document-json';
import { PartnerCaller, type PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { RequiresPartner } from '@ledger/service-kit/access/requires';
import { ApiPdf, DocumentQuery, sendPdf } from '@ledger/service-kit/documents/pdf-response';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { IdParam } from '@ledger/service-kit/reads/program-params.dto';
import { PayoutDocumentDto } from '../documents/payout-document.dto';
import { OwnDocuments } from './own-documents.service';

const ABOUT_PDF =
  'Issues the document, where it was not yet; whoever asks again gets the same bytes. To a partner that sees no names of customers it is drawn with their pseudonyms (`X-Document-State: drawn`).';

class OwnPayoutParams {
  @IdParam({ example: 'po-1', description: "The payout's id." })
  payout!: string;
}

class OwnDocumentParams {
  @IdParam({ example: 'PLIXO-2026-0001', description: 'The number of the document.' })
  number!: string;
}

@ApiSchema({ name: 'OwnPayoutDocuments' })
export class OwnPayoutDocumentsDto {
  @ApiProperty({ type: [PayoutDocumentDto] })
  items!: PayoutDocumentDto[];
}

/** The documents of a partner's own payouts: remittance advices, self-billed invoices, credit notes. */
@ApiTags('for partners')
@RequiresPartner('own-figures')
@ApiResponse(problemResponse(404, 'It is not one of the partner’s payouts or documents.'))
@ApiResponse(problemResponse(410, 'It was issued, and deleted when its retention was over.'))
@Controller('api/partner')
export class OwnDocumentsController {
  constructor(private readonly documents: OwnDocuments) {}

  @Get('payouts/:payout/documents')
  @ApiOperation({ summary: 'The documents of a payout of the partner: none before it was paid, two when it came back' })
  @ApiOkResponse({ type: OwnPayoutDocumentsDto })
  async listOwnDocuments(
    @PartnerCaller() own: PartnerOfCaller,
    @Param() { payout }: OwnPayoutParams,
  ): Promise<OwnPayoutDocumentsDto> {
    return { items: (await this.documents.ofPayout(own, payout)).map(documentDto) };
  }

  @Get('payout-documents/:number.pdf')
  @ApiOperation({ summary: 'A document of the partner as PDF, in English or German' })
  @ApiPdf(ABOUT_PDF)
  async downloadOwnPayoutDocument(
    @Res() response: Response,
    @PartnerCaller() own: PartnerOfCaller,
    @Param() { number }: OwnDocumentParams,
    @Query() { lang = 'en' }: DocumentQuery,
  ): Promise<void> {
    const { state, document, ...pdf } = await this.documents.pdfOf(own, number, lang);
    sendPdf(response, { ...pdf, lang, name: document.number }, { 'X-Document-State': state });
  }

  @Get('payout-documents/:number')
  @ApiOperation({ summary: 'A document of the partner, as it was issued, or else as it would be now' })
  @ApiOkResponse({ type: PayoutDocumentDto })
  async showOwnPayoutDocument(
    @PartnerCaller() own: PartnerOfCaller,
    @Param() { number }: OwnDocumentParams,
  ): Promise<PayoutDocumentDto> {
    return documentDto(await this.documents.ofNumber(own, number));
  }
}

function documentDto({ document, isIssued }: StandingDocument): PayoutDocumentDto {
  return { ...payoutDocumentJson(document), isIssued };
}
