import { Inject, Injectable } from '@nestjs/common';
import { readPseudonymKey } from '@ledger/desk/personal/read-pseudonym-key';
import { shownCustomer, type ShownCustomer } from '@ledger/documents/customers/shown-customer';
import type { Instant } from '@ledger/kernel/instant';
import { termsFor, type ProgramTerms } from '@ledger/program/program-terms';
import type { PartnerKey } from '@ledger/read-models/postgres/queries/partner-snapshot';
import type { PartnerRow } from '@ledger/read-models/tables/partners';
import { DataSource } from 'typeorm';
import { API_DATA_SOURCE } from '../injection-tokens';

/** How a partner's requests see its customers. */
export interface CustomerSight {
  /** Whether the terms let partners of its type see who its customers are. */
  readonly seesNames: boolean;
  /** What each customer is called to it. */
  readonly shown: ShownCustomer;
}

/** Says how a partner's requests see its customers. */
@Injectable()
export class CustomerSights {
  private key: Promise<Buffer> | null = null;

  constructor(@Inject(API_DATA_SOURCE) private readonly dataSource: DataSource) {}

  /** By the terms that hold for the partner at a time. */
  async of(
    { program, partner }: PartnerKey,
    row: PartnerRow,
    terms: ProgramTerms,
    at: Instant,
  ): Promise<CustomerSight> {
    const { partnerTypes } = termsFor(terms, at, { partnerApprovedAt: row.approvedAt });
    const seesNames = partnerTypes.find(({ name }) => name === row.partnerType)?.seesCustomerNames === true;
    const key = seesNames ? Buffer.alloc(0) : await this.pseudonymKey();
    return { seesNames, shown: shownCustomer(key, { program, partner, seesNames }) };
  }

  /** Read once; again only where that failed. */
  private pseudonymKey(): Promise<Buffer> {
    this.key ??= readPseudonymKey((sql) => this.dataSource.query(sql)).catch((error: unknown) => {
      this.key = null;
      throw error;
    });
    return this.key;
  }
}
