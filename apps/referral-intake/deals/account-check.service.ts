import { Injectable } from '@nestjs/common';
import { accountMatch, type AskedAccount } from '@ledger/desk/deals/account-match';
import { protectedList } from '@ledger/desk/deals/protected-list';
import { registrationStanding } from '@ledger/desk/deals/registration-standing';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { findAttribution } from '@ledger/read-models/tables/attributions';
import { contactsOfCustomers } from '@ledger/read-models/tables/customer-contacts';
import { protectionList } from '@ledger/read-models/tables/protections';
import { registrationList, type RegistrationWithHistory } from '@ledger/read-models/tables/registrations';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { ProgramReader, type ReadProgram } from '@ledger/service-kit/reads/program-reader';
import type { CheckedAccountDto, HeldAccountDto } from './account.dto';
import { RegistrationsService } from './registrations.service';

/** What a partner holds, and by what it is known. */
interface Holding extends Omit<HeldAccountDto, 'match' | 'since' | 'until'> {
  readonly customers: readonly string[];
  readonly companyRef: string | null;
  readonly since: Instant;
  readonly until: Instant | null;
}

/** Says who has an account, before anybody engages. */
@Injectable()
export class AccountCheckService {
  constructor(
    private readonly reader: ProgramReader,
    private readonly registrations: RegistrationsService,
  ) {}

  /** Throws the problem `not-found` for a program that there is not. */
  async check(program: string, asked: AskedAccount): Promise<CheckedAccountDto> {
    return this.reader.program(program, async (read) => {
      const { clock } = read;
      if (clock === null) return { program, asOf: null, free: true, items: [] };
      const held = [...(await registered(read, clock)), ...(await protectedNow(read, clock))];
      const found = await this.matching(read, asked, held);
      const items = [...found, ...('customer' in asked ? await claimed(read, asked.customer, clock) : [])];
      return { program, asOf: formatInstant(clock), free: items.length === 0, items };
    });
  }

  private async matching(
    { snapshot }: ReadProgram,
    asked: AskedAccount,
    held: readonly Holding[],
  ): Promise<HeldAccountDto[]> {
    const byName = !('customer' in asked);
    const contacts = byName
      ? await contactsOfCustomers(
          snapshot,
          held.flatMap(({ customers }) => customers),
        )
      : [];
    const refs = [
      ...held.map(({ companyRef }) => companyRef),
      ...contacts.flatMap((one) => [one.emailRef, one.companyRef]),
    ];
    const textOf = byName ? await this.registrations.texts(refs) : () => null;
    return held.flatMap(({ customers, companyRef, since, until, ...holding }) => {
      const own = contacts.filter(({ customer }) => customers.includes(customer));
      const texts = (given: readonly (string | null)[]) => given.map(textOf).filter((text) => text !== null);
      const match = accountMatch(asked, {
        customers,
        emails: texts(own.map(({ emailRef }) => emailRef)),
        companies: texts([companyRef, ...own.map((one) => one.companyRef)]),
      });
      return match === null ? [] : [{ ...holding, match, ...timesOf(since, until) }];
    });
  }
}

async function registered({ snapshot, terms }: ReadProgram, clock: Instant): Promise<Holding[]> {
  const rows = await readRows(snapshot, registrationList(snapshot));
  return rows.flatMap((row) => {
    const { state, registeredAt, expiresAt } = registrationStanding(row, terms, clock);
    if (state === 'expired') return [];
    const until = state === 'closed' ? null : expiresAt;
    return [
      { ...heldBy(row), by: 'registration', deal: row.deal, companyRef: row.companyRef, since: registeredAt, until },
    ];
  });
}

function heldBy({ partner, customer, matched }: RegistrationWithHistory) {
  const customers = customer === null ? matched : [customer];
  return { partner, customer: customers[0] ?? null, customers };
}

async function protectedNow({ snapshot, terms }: ReadProgram, clock: Instant): Promise<Holding[]> {
  const { calendar } = terms;
  const since = calendar.startOfQuarter(calendar.quarterAt(clock));
  const rows = await readRows(snapshot, protectionList(snapshot, { since }));
  const partners = [...new Set(rows.map(({ partner }) => partner))];
  return partners.flatMap((partner) => {
    const own = rows.filter((row) => row.partner === partner);
    return protectedList(own, () => null, clock, calendar).map(({ customer, protectedAt, until }) => ({
      partner,
      by: 'protection',
      customer,
      customers: [customer],
      deal: null,
      companyRef: null,
      since: protectedAt,
      until,
    }));
  });
}

/** Live leads and sign-ups of a customer: nobody registered it, and yet somebody brought it. */
async function claimed({ snapshot }: ReadProgram, customer: string, clock: Instant): Promise<HeldAccountDto[]> {
  const row = await findAttribution(snapshot, customer);
  return (row?.introductions ?? []).flatMap(({ partner, claim, barred, claimedAt, endsAt }) => {
    if (partner === null || barred !== null || (claim !== 'lead' && claim !== 'signup')) return [];
    if (endsAt !== null && endsAt <= clock) return [];
    return [{ partner, by: claim, match: 'customer', customer, deal: null, ...timesOf(claimedAt, endsAt) }];
  });
}

function timesOf(since: Instant, until: Instant | null) {
  return { since: formatInstant(since), until: until === null ? null : formatInstant(until) };
}
