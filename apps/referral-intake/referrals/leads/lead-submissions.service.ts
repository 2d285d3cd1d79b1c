import { Inject, Injectable } from '@nestjs/common';
import { hash, randomUUID } from 'node:crypto';
import { dropFilesOf } from '@ledger/desk/files/keep-file';
import { companyDomain } from '@ledger/desk/referrals/company-domain';
import { domainKnownSince, keepDomains } from '@ledger/desk/referrals/known-domains';
import { DeskLead } from '@ledger/desk/referrals/lead.entity';
import { formatInstant, instant } from '@ledger/kernel/instant';
import { emailKnownSince } from '@ledger/read-models/postgres/queries/emails-of-prospects';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import type { PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE, PERSONAL_READS } from '@ledger/service-kit/injection-tokens';
import { Problem } from '@ledger/service-kit/problems/problem';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import type { SentFile } from '@ledger/service-kit/requests/multipart-reader';
import { DataSource } from 'typeorm';
import { keepSentFiles } from '../../deals/kept-files';
import { mailPartner } from '../../deals/partner-mail';
import { DomainIndex } from './domain-index.service';
import type { LeadBody } from './lead-bodies';

/** A lead that was taken, now or before. */
export interface TakenLead {
  readonly referral: string;
  readonly externalId: string | null;
  readonly submittedAt: string;
  readonly knownSince: string | null;
  readonly position: string;
  /** It had been handed in before. */
  readonly repeated: boolean;
}

/** Takes leads of partners: each is a fact, what tells of a person beside it is kept by the desk. */
@Injectable()
export class LeadSubmissions {
  constructor(
    private readonly facts: DeskFacts,
    private readonly reader: ProgramReader,
    private readonly domains: DomainIndex,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
    @Inject(PERSONAL_READS) private readonly personal: PersonalReads | null,
  ) {}

  /**
   * Takes a lead. `once` names it where its sender does not: the same again is answered as the first time.
   *
   * @throws Problem `conflict` for another lead under the same name; `rejected` by the gate, which leaves nothing behind;
   *   `invalid-request` for a file that is not taken; `not-found` where the partner has not applied
   */
  async submit(caller: PartnerOfCaller, lead: LeadBody, files: readonly SentFile[], once?: string): Promise<TakenLead> {
    const { program, partner } = caller;
    await this.reader.partner(program, partner, () => Promise.resolve());
    const { externalId } = lead;
    const named = externalId === undefined ? (once ?? `request:${randomUUID()}`) : `external:${externalId}`;
    const contentHash = digestOf(lead, files);
    const known = await this.desk.manager.findOneBy(DeskLead, { program, partner, once: named });
    const [row, isNew] = known === null ? await this.keep(caller, lead, files, { named, contentHash }) : [known, false];
    if (row.contentHash !== contentHash) throw otherContent(externalId ?? named);
    const position = await this.record(row, lead).catch(async (error: unknown) => {
      if (isNew && error instanceof Problem && error.kind === 'rejected') await this.drop(row);
      throw error;
    });
    if (once === undefined) await this.tell(row);
    const submittedAt = formatInstant(instant(Number(row.atMs)));
    const { referral, knownSince } = row;
    return { referral, externalId: row.externalId, submittedAt, knownSince, position, repeated: !isNew };
  }

  /** Keeps what the log does not, and says whether it was there already: two may hand in the same at once. */
  private async keep(
    { program, partner, principal }: PartnerOfCaller,
    { email, primaryContact, note, externalId }: LeadBody,
    files: readonly SentFile[],
    { named, contentHash }: { readonly named: string; readonly contentHash: string },
  ): Promise<readonly [DeskLead, boolean]> {
    const [knownSince, at] = [await this.knownSince(program, email), await this.facts.now(program)];
    const row: DeskLead = {
      ...{ program, partner, referral: `lead-${randomUUID()}`, once: named, contentHash, knownSince },
      ...{ externalId: externalId ?? null, contact: primaryContact, note: note ?? null },
      ...{ atMs: String(at), submittedBy: principal.id },
    };
    return this.desk.transaction(async (manager) => {
      const insert = manager.createQueryBuilder().insert().into(DeskLead).values(row).orIgnore().returning('referral');
      const { raw } = (await insert.execute()) as { raw: readonly unknown[] };
      if (raw.length === 0) return [await manager.findOneByOrFail(DeskLead, { program, partner, once: named }), false];
      await keepSentFiles(manager, files, ownerOf(row));
      const domain = companyDomain(email);
      const kept = { kind: 'lead', id: row.referral, domain: domain ?? '', atMs: at } as const;
      if (domain !== null) await keepDomains(manager, program, [kept]);
      return [row, true];
    });
  }

  private async record({ program, partner, referral, atMs }: DeskLead, { email, company }: LeadBody): Promise<string> {
    const data = { referral, partner, email, company };
    const [key, time] = [`submitted-${referral}`, instant(Number(atMs))];
    return (await this.facts.record({ program, type: 'referral.submitted', data, key, time })).position;
  }

  /** One mail for a lead, however often it is handed in; whoever sends a file of leads has its answer. */
  private async tell({ program, partner, referral, knownSince }: DeskLead): Promise<void> {
    const values = { lead: referral, knownSince, path: `/leads/${referral}` };
    const mail = { program, partner, template: 'lead-received' as const, about: referral, values };
    await this.desk.transaction((manager) => mailPartner(manager, mail));
  }

  /** The day since which a lead or a customer has the same e-mail or the same company; null: none. */
  private async knownSince(program: string, email: string): Promise<string | null> {
    await this.domains.catchUp(program);
    const emailKey = this.personal?.emailKey(email) ?? null;
    const domain = companyDomain(email);
    const times = await Promise.all([
      emailKey === null ? null : this.reader.program(program, ({ snapshot }) => emailKnownSince(snapshot, emailKey)),
      domain === null ? null : domainKnownSince(this.desk.manager, program, domain),
    ]);
    const known = times.filter((at) => at !== null);
    return known.length === 0 ? null : formatInstant(instant(Math.min(...known))).slice(0, 10);
  }

  private async drop(row: DeskLead): Promise<void> {
    const { program, referral } = row;
    await this.desk.transaction(async (manager) => {
      await manager.delete(DeskLead, { program, referral });
      await dropFilesOf(manager, ownerOf(row));
      await manager.query(`DELETE FROM desk.known_domains WHERE program = $1 AND kind = 'lead' AND id = $2`, [
        program,
        referral,
      ]);
    });
  }
}

/** Whose files those of a lead are. */
export function ownerOf({ program, referral }: Pick<DeskLead, 'program' | 'referral'>) {
  return { program, kind: 'referral', id: referral };
}

function digestOf({ email, company, primaryContact, note = '' }: LeadBody, files: readonly SentFile[]): string {
  const kept = files.map(({ bytes }) => hash('sha256', bytes, 'hex')).sort();
  return hash('sha256', JSON.stringify([email, company, primaryContact, note, ...new Set(kept)]), 'hex');
}

function otherContent(name: string): Problem {
  const detail = `you handed in another lead as ${name}: give this one an id of its own`;
  return new Problem('conflict', `The externalId is taken: ${detail}.`, { errors: [{ field: 'externalId', detail }] });
}
