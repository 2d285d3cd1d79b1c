import { Inject, Injectable } from '@nestjs/common';
import { companyDomain } from '@ledger/desk/referrals/company-domain';
import { domainsKeptUntil, keepDomains, noteDomainsKept, type DomainOf } from '@ledger/desk/referrals/known-domains';
import { prospectEmails, type ProspectEmail } from '@ledger/read-models/postgres/queries/emails-of-prospects';
import type { PersonalReads } from '@ledger/runner/personal/personal-reads';
import { API_DATA_SOURCE, PERSONAL_READS } from '@ledger/service-kit/injection-tokens';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { DataSource } from 'typeorm';

const AT_ONCE = 500;

/** Keeps the domains of leads and customers, which the log has behind references, up to what the read models show. */
@Injectable()
export class DomainIndex {
  constructor(
    private readonly reader: ProgramReader,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
    @Inject(PERSONAL_READS) private readonly personal: PersonalReads | null,
  ) {}

  /** Throws the problem `not-found` for a program that is not published. */
  async catchUp(program: string): Promise<void> {
    for (const kind of ['lead', 'customer'] as const) {
      let after = await domainsKeptUntil(this.desk.manager, program, kind);
      for (let more = true; more;) {
        const found = await this.reader.program(program, ({ snapshot }) =>
          prospectEmails(snapshot, kind, { after, limit: AT_ONCE }),
        );
        await keepDomains(this.desk.manager, program, await this.domainsOf(kind, found));
        after = found.at(-1)?.seq ?? after;
        if (found.length > 0) await noteDomainsKept(this.desk.manager, program, kind, after);
        more = found.length === AT_ONCE;
      }
    }
  }

  private async domainsOf(kind: DomainOf['kind'], emails: readonly ProspectEmail[]): Promise<readonly DomainOf[]> {
    const values = await this.personal?.values(emails.map(({ emailRef }) => emailRef));
    return emails.flatMap(({ id, emailRef, at: atMs }) => {
      const email = values?.get(emailRef);
      const domain = typeof email === 'string' ? companyDomain(email) : null;
      return domain === null ? [] : [{ kind, id, domain, atMs }];
    });
  }
}
