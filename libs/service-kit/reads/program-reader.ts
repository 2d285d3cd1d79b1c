import { Inject, Injectable } from '@nestjs/common';
import type { Instant } from '@ledger/kernel/instant';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { PartnerWithCustomers } from '@ledger/read-models/tables/partners';
import { findPartner } from '@ledger/read-models/tables/partners';
import { readTermsOf } from '@ledger/read-models/postgres/queries/read-terms';
import { readProgram, type ProgramSnapshot } from '@ledger/read-models/postgres/queries/program-snapshot';
import { UNASSIGNED } from '@ledger/runner/unassigned-arrival';
import { DataSource } from 'typeorm';
import { READ_MODELS } from '../injection-tokens';
import { noSuchProgram } from '../problems/no-such-program';
import { Problem } from '../problems/problem';

/** Rows in one consistent state. */
export interface ReadRows {
  readonly snapshot: ProgramSnapshot;
  /** What the program's clock shows; null: nothing was accepted yet. */
  readonly clock: Instant | null;
}

/** A program in one consistent state. */
export interface ReadProgram extends ReadRows {
  readonly terms: ProgramTerms;
}

/** A partner of a program in one consistent state. */
export interface ReadPartner extends ReadProgram {
  readonly partner: PartnerWithCustomers;
  readonly clock: Instant;
}

/** Gives controllers the read models of one program at a time, so that no answer mixes two programs or two states. */
@Injectable()
export class ProgramReader {
  constructor(@Inject(READ_MODELS) private readonly readModels: DataSource) {}

  /** Throws the problem `not-found` for a program that is not published. */
  async program<T>(name: string, use: (read: ReadProgram) => Promise<T>): Promise<T> {
    return readProgram(this.readModels, name, async (snapshot) => {
      const terms = await readTermsOf(snapshot.sql, snapshot.schema, name);
      if (terms === null) throw noSuchProgram(name);
      return use({ snapshot, terms, clock: snapshot.about.clock });
    });
  }

  /** What belongs to no program. */
  async unassigned<T>(use: (read: ReadRows) => Promise<T>): Promise<T> {
    return readProgram(this.readModels, UNASSIGNED, (snapshot) => use({ snapshot, clock: snapshot.about.clock }));
  }

  /** Throws the problem `not-found` for a program that is not published, or a partner that neither applied nor enrolled. */
  async partner<T>(program: string, name: string, use: (read: ReadPartner) => Promise<T>): Promise<T> {
    return this.program(program, async ({ snapshot, terms, clock }) => {
      const partner = await findPartner(snapshot, name);
      if (partner === null || clock === null) {
        throw new Problem('not-found', `No partner ${name} has applied to or enrolled in ${program}.`);
      }
      return use({ snapshot, terms, clock, partner });
    });
  }
}
