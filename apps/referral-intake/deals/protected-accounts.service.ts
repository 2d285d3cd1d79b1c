import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { fromLastQuarter, protectedList, type ProtectedAccount } from '@ledger/desk/deals/protected-list';
import type { Instant } from '@ledger/kernel/instant';
import { termsAt } from '@ledger/program/program-terms';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { findAttribution } from '@ledger/read-models/tables/attributions';
import { protectionList } from '@ledger/read-models/tables/protections';
import { salesContactList } from '@ledger/read-models/tables/sales-contacts';
import { touchpointList } from '@ledger/read-models/tables/touchpoints';
import { DeskFacts, type RecordedFact } from '@ledger/service-kit/facts/desk-facts';
import { Problem } from '@ledger/service-kit/problems/problem';
import type { ReadProgram } from '@ledger/service-kit/reads/program-reader';

/** A partner's protected list. */
export interface PartnersList {
  /** At most so many accounts at the same time; null: the program protects none. */
  readonly limit: number | null;
  readonly accounts: readonly ProtectedAccount[];
  /** Protected at the end of the quarter before, and not now. */
  readonly fromLastQuarter: readonly string[];
}

/** What was done with an account of a list. */
export interface ReviewedAccount {
  readonly customer: string;
  readonly done: 'released' | 'protected' | 'rejected';
  /** Of the gate; null: it took it. */
  readonly code: string | null;
}

/** Protected lists of partners. */
@Injectable()
export class ProtectedAccountsService {
  constructor(private readonly facts: DeskFacts) {}

  /** The list of a partner at the program's clock. */
  async listOf(read: ReadProgram, partner: string, clock: Instant): Promise<PartnersList> {
    const { snapshot, terms } = read;
    const limit = termsAt(terms, clock).claims.protections?.limit ?? null;
    const recorded = await readRows(snapshot, protectionList(snapshot, { partner }));
    const moved = new Map<string, Instant | null>();
    for (const customer of new Set(recorded.map((one) => one.customer))) {
      moved.set(customer, await lastMovement(read, partner, customer, clock));
    }
    const lastMovementOf = (customer: string) => moved.get(customer) ?? null;
    return {
      limit,
      accounts: protectedList(recorded, lastMovementOf, clock, terms.calendar),
      fromLastQuarter: fromLastQuarter(recorded, clock, terms.calendar),
    };
  }

  protect(program: string, partner: string, customer: string): Promise<RecordedFact> {
    const key = `protected:${randomUUID()}`;
    return this.facts.record({ program, type: 'account.protected', data: { partner, customer }, key });
  }

  release(program: string, partner: string, customer: string): Promise<RecordedFact> {
    const key = `released:${randomUUID()}`;
    return this.facts.record({ program, type: 'account.protection_lost', data: { partner, customer }, key });
  }

  /** Releases accounts and protects others, one by one: what frees a place comes first. */
  async review(
    program: string,
    partner: string,
    { release, protect }: { readonly release: readonly string[]; readonly protect: readonly string[] },
  ): Promise<readonly ReviewedAccount[]> {
    const reviewed: ReviewedAccount[] = [];
    for (const customer of release) {
      reviewed.push(await done(customer, 'released', this.release(program, partner, customer)));
    }
    for (const customer of protect) {
      reviewed.push(await done(customer, 'protected', this.protect(program, partner, customer)));
    }
    return reviewed;
  }
}

async function done(
  customer: string,
  what: 'released' | 'protected',
  recording: Promise<RecordedFact>,
): Promise<ReviewedAccount> {
  try {
    await recording;
    return { customer, done: what, code: null };
  } catch (error) {
    if (!(error instanceof Problem) || error.kind !== 'rejected') throw error;
    return { customer, done: 'rejected', code: codeOf(error) };
  }
}

/** The gate's code in a problem that says that it rejected a fact. */
export function codeOf({ more }: Problem): string {
  const code = more.extensions?.['code'];
  return typeof code === 'string' ? code : 'rejected';
}

/** When anything last happened about an account: a claim or touchpoint of the partner, a contact of sales, the close. */
async function lastMovement(
  { snapshot }: ReadProgram,
  partner: string,
  customer: string,
  clock: Instant,
): Promise<Instant | null> {
  const row = await findAttribution(snapshot, customer);
  const claims = (row?.introductions ?? []).filter((one) => one.partner === partner && one.claim !== 'protection');
  const touchpoints = await readRows(snapshot, touchpointList(snapshot, { partner, customer }));
  const contacts = await readRows(snapshot, salesContactList(snapshot, { customer }));
  const times = [
    ...claims.map(({ claimedAt }) => claimedAt),
    ...[...touchpoints, ...contacts].map(({ at }) => at),
    ...(row === null || row.settledAt === null ? [] : [row.settledAt]),
  ].filter((at) => at <= clock);
  return times.length === 0 ? null : (Math.max(...times) as Instant);
}
