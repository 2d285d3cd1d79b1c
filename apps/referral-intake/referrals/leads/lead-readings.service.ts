import { Inject, Injectable } from '@nestjs/common';
import { filesOf, readFileOf, type KeptFile } from '@ledger/desk/files/keep-file';
import { DeskLead } from '@ledger/desk/referrals/lead.entity';
import { LOST_WITHOUT_REASON, WHY_LOST } from '@ledger/desk/referrals/lost-leads';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { attributionEntry } from '@ledger/read-models/as-of/attribution-entry';
import type { ProgramSnapshot } from '@ledger/read-models/postgres/queries/program-snapshot';
import { findAttribution } from '@ledger/read-models/tables/attributions';
import type { LeadWithState } from '@ledger/read-models/tables/leads';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { API_DATA_SOURCE, PERSONAL_READS } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { LOST_REASONS, type LostReason } from '@ledger/stages/attribution/attribution.decisions';
import { DataSource, In } from 'typeorm';
import { ownerOf } from './lead-submissions.service';

/** Of a lead that was lost: the rule's word, and a sentence for its partner. */
export interface WhyLost {
  readonly reason: LostReason | null;
  readonly because: string;
}

/** What is kept of a lead beside the log, and what stands behind its references. */
export interface LeadDetails {
  readonly email: string | null;
  readonly company: string | null;
  readonly primaryContact: string | null;
  readonly note: string | null;
  readonly externalId: string | null;
  readonly knownSince: string | null;
}

export const NO_DETAILS: LeadDetails = {
  ...{ email: null, company: null, primaryContact: null, note: null, externalId: null, knownSince: null },
};

interface ReadAt {
  readonly snapshot: ProgramSnapshot;
  readonly terms: ProgramTerms;
  readonly clock: Instant | null;
}

/** Says of leads what no single row has. */
@Injectable()
export class LeadReadings {
  constructor(
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
    @Inject(PERSONAL_READS) private readonly personal: PersonalReads | null,
  ) {}

  /** Why a lead was lost, by the attribution of its customers; null: it was not. */
  async whyLost({ snapshot, terms, clock }: ReadAt, lead: LeadWithState): Promise<WhyLost | null> {
    if (lead.state !== 'lost' || clock === null) return null;
    for (const customer of lead.customers) {
      const row = await findAttribution(snapshot, customer);
      const lost = row === null ? [] : (attributionEntry(row, terms, clock)?.lost ?? []);
      const at = formatInstant(lead.at);
      const own = lost.find((claim) => claim.partner === lead.partner && claim.claim === 'lead' && claim.at === at);
      const reason = LOST_REASONS.find((word) => word === own?.reason);
      if (reason !== undefined) return { reason, because: WHY_LOST[reason] };
    }
    return { reason: null, because: LOST_WITHOUT_REASON };
  }

  /** Of each lead, what is personal and what its sender calls it. */
  async details(program: string, leads: readonly LeadWithState[]): Promise<readonly LeadDetails[]> {
    const referrals = leads.map(({ referral }) => referral);
    const kept = await this.desk.manager.findBy(DeskLead, { program, referral: In(referrals) });
    const byId = new Map(kept.map((row) => [row.referral, row]));
    const refs = leads.flatMap(({ emailRef, companyRef }) => [emailRef, companyRef]).filter((ref) => ref !== null);
    const values = await this.personal?.values(refs);
    const textOf = (ref: string | null) => {
      const value = ref === null ? undefined : values?.get(ref);
      return typeof value === 'string' ? value : null;
    };
    return leads.map(({ referral, emailRef, companyRef }) => {
      const { contact = null, note = null, externalId = null, knownSince = null } = byId.get(referral) ?? {};
      const [email, company] = [textOf(emailRef), textOf(companyRef)];
      return { email, company, primaryContact: contact, note, externalId, knownSince };
    });
  }

  files(key: { readonly program: string; readonly referral: string }): Promise<KeptFile[]> {
    return filesOf(this.desk.manager, ownerOf(key));
  }

  /** Throws the problem `not-found`. */
  async file(
    key: { readonly program: string; readonly referral: string },
    hash: string,
  ): Promise<KeptFile & { readonly bytes: Buffer }> {
    const found = await readFileOf(this.desk.manager, ownerOf(key), hash);
    if (found === null) throw new Problem('not-found', `The lead ${key.referral} has no such file.`);
    return found;
  }
}

export function noSuchLead(referral: string): Problem {
  return new Problem('not-found', `There is no lead ${referral}.`);
}
