import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BillingDesk } from '@ledger/documents/billing/billing-desk';
import { IssuedDocuments } from '@ledger/documents/issued/issued-documents';
import { queryOfDataSource } from '@ledger/documents/issued/query';
import { issuePayoutDocument, type StandingDocument } from '@ledger/documents/payout/issue-payout-document';
import type { PayoutDocument } from '@ledger/documents/payout/payout-document';
import { payoutDocumentPdf } from '@ledger/documents/payout/payout-document-pdf';
import type { Language } from '@ledger/explain/language';
import { settlementOfNumber, settlementsOfPayout } from '@ledger/read-models/payout-documents/numbered-settlements';
import { readStandingDocument, type DocumentSources } from '@ledger/read-models/payout-documents/read-payout-document';
import type { PartnerKey } from '@ledger/read-models/postgres/queries/partner-snapshot';
import type { TextsOf } from '@ledger/read-models/statement/read-statement';
import { findPayout } from '@ledger/read-models/tables/payouts';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { API_DATA_SOURCE, PERSONAL_READS } from '@ledger/service-kit/injection-tokens';
import type { CustomerSight } from '@ledger/service-kit/partners/customer-sights';
import { PartnerReader } from '@ledger/service-kit/partners/partner-reader';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';

/**
 * The documents of a partner's own payouts. Their numbers follow from all payouts of the program, so they are read by the
 * ledger's user: only after the partner's own rows have shown that the payout is one of them.
 */
@Injectable()
export class OwnDocuments {
  private readonly issued: IssuedDocuments;
  private readonly billing: BillingDesk;
  private readonly textsOf: TextsOf;

  constructor(
    private readonly own: PartnerReader,
    private readonly all: ProgramReader,
    @Inject(API_DATA_SOURCE) database: DataSource,
    @Inject(PERSONAL_READS) personal: PersonalReads | null,
  ) {
    this.issued = new IssuedDocuments(queryOfDataSource(database));
    this.billing = new BillingDesk(queryOfDataSource(database));
    this.textsOf = (refs) => personal?.texts(refs) ?? Promise.resolve((ref) => ref);
  }

  /** None before it was paid, two when it came back. Throws the problem `not-found` where the payout is not the partner's. */
  async ofPayout(key: PartnerKey, payout: string): Promise<readonly StandingDocument[]> {
    const sight = await this.sightOf(key, payout, `There is no payout ${payout}.`);
    return this.all.program(key.program, async (read) => {
      const documents: StandingDocument[] = [];
      for (const settlement of await settlementsOfPayout(read.snapshot, payout)) {
        const standing = await readStandingDocument(this.sources(read), settlement);
        documents.push({ ...standing, document: shownDocument(standing.document, sight) });
      }
      return documents;
    });
  }

  /** A document as it stands. Throws the problem `not-found` where it is not of one of the partner's payouts. */
  async ofNumber(key: PartnerKey, number: string): Promise<StandingDocument> {
    const { standing, sight } = await this.found(key, number);
    return { ...standing, document: shownDocument(standing.document, sight) };
  }

  /** The same as PDF; it is issued, where it was not. */
  async pdfOf(key: PartnerKey, number: string, language: Language) {
    const { standing, sight } = await this.found(key, number);
    const issued = await issuePayoutDocument(this.issued, standing, language);
    if (sight.seesNames) return issued;
    const document = shownDocument(issued.document, sight);
    return { ...(await payoutDocumentPdf(document, language)), document, state: 'drawn' as const };
  }

  private async found(key: PartnerKey, number: string) {
    const none = `There is no document ${number}.`;
    const payout = await this.all.program(
      key.program,
      async ({ snapshot }) => (await settlementOfNumber(snapshot, number))?.payout,
    );
    if (payout === undefined) throw new Problem('not-found', none);
    const sight = await this.sightOf(key, payout, none);
    const standing = await this.all.program(key.program, async (read) => {
      const settlement = await settlementOfNumber(read.snapshot, number);
      return settlement === null ? null : readStandingDocument(this.sources(read), settlement);
    });
    if (standing?.document.partner !== key.partner) throw new Problem('not-found', none);
    return { standing, sight };
  }

  /** How the partner sees customers, where the payout is its own. */
  private sightOf(key: PartnerKey, payout: string, none: string): Promise<CustomerSight> {
    return this.own.own(key, async ({ snapshot, sight }) => {
      if ((await findPayout(snapshot, payout)) === null) throw new Problem('not-found', none);
      return sight;
    });
  }

  private sources({ snapshot, terms: { calendar } }: ReadProgram): DocumentSources {
    return { snapshot, calendar, textsOf: this.textsOf, billing: this.billing, issued: this.issued };
  }
}

function shownDocument(document: PayoutDocument, { seesNames, shown }: CustomerSight): PayoutDocument {
  if (seesNames) return document;
  const lines = document.lines.map((line) => ({
    ...line,
    customer: line.customer === null ? null : shown(line.customer),
  }));
  return { ...document, lines };
}
