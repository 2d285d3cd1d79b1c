import type { Instant } from '@ledger/kernel/instant';
import { text, time } from '@ledger/read-models/definition/column';
import { readerOf, type StoredRow } from '@ledger/read-models/definition/stored-row';
import type { ListQuery } from '@ledger/read-models/postgres/queries/list-query';
import type { ProgramSnapshot } from '@ledger/read-models/postgres/queries/program-snapshot';
import { Where } from '@ledger/read-models/postgres/queries/where';

/** A lead of which nobody knows a customer, and a customer of the same company. */
export interface LeadProposal {
  readonly referral: string;
  readonly partner: string;
  readonly submittedAt: Instant;
  readonly customer: string;
  readonly signedUpAt: Instant;
  /** Personal: that of both e-mails. */
  readonly domain: string;
}

const COLUMNS = {
  referral: text<string>('referral'),
  partner: text<string>('partner'),
  submittedAt: time('submitted_ms'),
  customer: text<string>('customer'),
  signedUpAt: time('signed_up_ms'),
  domain: text<string>('domain'),
};

/** The proposals of a program that staff have not dismissed, the oldest sign-up first; key: time, lead, customer. */
export function leadProposals({ schema, about: { program } }: ProgramSnapshot): ListQuery<StoredRow, LeadProposal> {
  return {
    select: `SELECT l.referral, l.partner, l.at_ms AS submitted_ms, c.id AS customer, c.at_ms AS signed_up_ms, c.domain
               FROM ${schema}.leads l
               JOIN desk.known_domains k ON k.program = l.program AND k.kind = 'lead' AND k.id = l.referral
               JOIN desk.known_domains c ON c.program = k.program AND c.domain = k.domain AND c.kind = 'customer'`,
    where: new Where(program, 'l.program')
      .that('l.customer IS NULL')
      .that(
        `NOT EXISTS (SELECT FROM ${schema}.lead_claims b WHERE b.program = l.program AND b.source = l.source AND b.id = l.id)`,
      ).that(`NOT EXISTS (SELECT FROM desk.dismissed_matches d
               WHERE d.program = l.program AND d.referral = l.referral AND d.customer = c.id)`),
    order: ['c.at_ms', 'l.referral', 'c.id'],
    toRow: readerOf<LeadProposal>(COLUMNS),
    keyOf: ({ signedUpAt, referral, customer }) => [signedUpAt, referral, customer],
  };
}
