import { Inject, Injectable } from '@nestjs/common';
import { dueWarning } from '@ledger/desk/deals/expiry-warning';
import { registrationStanding } from '@ledger/desk/deals/registration-standing';
import { formatDate } from '@ledger/kernel/calendar';
import type { Instant } from '@ledger/kernel/instant';
import { termsAt } from '@ledger/program/program-terms';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { findPartner } from '@ledger/read-models/tables/partners';
import { registrationList } from '@ledger/read-models/tables/registrations';
import { DeskFacts } from '@ledger/service-kit/facts/desk-facts';
import { API_DATA_SOURCE } from '@ledger/service-kit/injection-tokens';
import { CustomerSights } from '@ledger/service-kit/partners/customer-sights';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';
import { DataSource } from 'typeorm';
import { mailPartner } from './partner-mail';
import { RegistrationsService } from './registrations.service';

/** Warns partners by mail that a registration of theirs expires: 14 and 3 days before, once each. */
@Injectable()
export class ExpiryWarnings {
  constructor(
    private readonly facts: DeskFacts,
    private readonly reader: ProgramReader,
    private readonly registrations: RegistrationsService,
    private readonly sights: CustomerSights,
    @Inject(API_DATA_SOURCE) private readonly desk: DataSource,
  ) {}

  async warn(program: string): Promise<void> {
    const now = await this.facts.now(program);
    await this.reader.program(program, async (read) => {
      const { registrations } = termsAt(read.terms, now).claims;
      if (read.clock === null || registrations === null || registrations.validDays === null) return;
      for (const row of await readRows(read.snapshot, registrationList(read.snapshot))) {
        const standing = registrationStanding(row, read.terms, now);
        const days = dueWarning(standing, now);
        if (days === null || standing.expiresAt === null) continue;
        const { deal, partner } = row;
        const expiresOn = formatDate(read.terms.calendar.dateAt(standing.expiresAt));
        const customer = await this.shownOf(read, row, now);
        await this.desk.transaction((desk) =>
          mailPartner(desk, {
            program,
            partner,
            template: 'registration-expiring',
            about: `${deal} ${standing.registeredAt} ${days}`,
            values: { path: `/deals/${deal}`, registration: deal, customer, days, expiresOn },
          }),
        );
      }
    });
  }

  /** The customer as the partner sees it; where it named none, the company that it gave. */
  private async shownOf(
    { snapshot, terms }: ReadProgram,
    row: { readonly partner: string; readonly customer: string | null; readonly companyRef: string | null },
    now: Instant,
  ): Promise<string> {
    const { program } = snapshot.about;
    const partner = await findPartner(snapshot, row.partner);
    const sight = partner && (await this.sights.of({ program, partner: row.partner }, partner, terms, now));
    if (row.customer !== null) return sight?.shown(row.customer) ?? '–';
    const textOf = await this.registrations.texts([row.companyRef]);
    return textOf(row.companyRef) ?? '–';
  }
}
