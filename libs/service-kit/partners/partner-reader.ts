import { Inject, Injectable } from '@nestjs/common';
import { NoPartnerRole, readAsPartner, type PartnerKey } from '@ledger/read-models/postgres/queries/partner-snapshot';
import { readTermsOf } from '@ledger/read-models/postgres/queries/read-terms';
import { findPartner } from '@ledger/read-models/tables/partners';
import { DataSource } from 'typeorm';
import { READ_MODELS } from '../injection-tokens';
import { Problem } from '../problems/problem';
import type { ReadPartner } from '../reads/program-reader';
import { CustomerSights, type CustomerSight } from './customer-sights';

/** A partner's rows in one consistent state, and how it sees its customers. */
export interface ReadOwn extends ReadPartner {
  readonly key: PartnerKey;
  readonly sight: CustomerSight;
}

/**
 * Gives the partners' own routes the read models. Both walls stand: the key is that of the guard, never of the path, and
 * Postgres shows the rows of that partner only, whatever a query asks for.
 */
@Injectable()
export class PartnerReader {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DataSource,
    private readonly sights: CustomerSights,
  ) {}

  /** Throws the problem `not-found` where the program is gone, or the partner has neither applied nor enrolled yet. */
  async own<T>({ program, partner: name }: PartnerKey, use: (read: ReadOwn) => Promise<T>): Promise<T> {
    const key = { program, partner: name };
    const reading = readAsPartner(this.readModels, key, async (snapshot) => {
      const terms = await readTermsOf(snapshot.sql, snapshot.schema, program);
      const partner = terms === null ? null : await findPartner(snapshot, name);
      const { clock } = snapshot.about;
      if (terms === null || partner === null || clock === null) {
        throw new Problem('not-found', `No partner ${name} has applied to or enrolled in ${program}.`);
      }
      return use({ snapshot, terms, clock, partner, key, sight: await this.sights.of(key, partner, terms, clock) });
    });
    return reading.catch((error: unknown) => {
      throw error instanceof NoPartnerRole ? notSetUp(error) : error;
    });
  }
}

function notSetUp({ message }: NoPartnerRole): Problem {
  return new Problem('unavailable', `Requests of partners are not set up: ${message}.`);
}
