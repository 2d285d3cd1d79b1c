import { Injectable } from '@nestjs/common';
import { hash } from 'node:crypto';
import { readLeadCsv, type LeadColumn, type LeadRow } from '@ledger/desk/referrals/lead-csv';
import type { PartnerOfCaller } from '@ledger/service-kit/access/caller';
import { Problem } from '@ledger/service-kit/problems/problem';
import { leadBody, type LeadBody } from './lead-bodies';
import { LeadSubmissions } from './lead-submissions.service';

/** What became of a row. */
export interface RowAnswer {
  readonly row: number;
  readonly result: 'submitted' | 'known' | 'refused';
  readonly referral: string | null;
  readonly knownSince: string | null;
  readonly errors: readonly { readonly column: string; readonly detail: string }[];
}

const FIELD_OF: Readonly<Record<LeadColumn, keyof LeadBody>> = {
  email: 'email',
  company: 'company',
  primary_contact: 'primaryContact',
  note: 'note',
  external_id: 'externalId',
};

/** Takes files of leads row by row: what is wrong with one keeps no other back. */
@Injectable()
export class LeadFiles {
  constructor(private readonly submissions: LeadSubmissions) {}

  /** Throws the problem `invalid-request` for a file that is none as a whole, and `rejected` where the program takes no leads. */
  async submit(caller: PartnerOfCaller, bytes: Buffer): Promise<readonly RowAnswer[]> {
    const read = readLeadCsv(bytes);
    if (!read.ok) {
      throw new Problem('invalid-request', `${read.fault}.`, { errors: [{ field: 'file', detail: read.fault }] });
    }
    const answers: RowAnswer[] = [];
    for (const row of read.rows) answers.push(await this.row(caller, row));
    return answers;
  }

  private async row(caller: PartnerOfCaller, { line, fields }: LeadRow): Promise<RowAnswer> {
    const given = Object.entries(fields).map(([column, value]) => [FIELD_OF[column as LeadColumn], value]);
    const lead = leadBody.safeParse(Object.fromEntries(given));
    if (!lead.success) {
      return refused(
        line,
        lead.error.issues.map(({ path, message }) => ({ column: columnOf(path[0]), detail: message })),
      );
    }
    try {
      const taken = await this.submissions.submit(caller, lead.data, [], onceOf(lead.data));
      const { referral, knownSince, repeated } = taken;
      return { row: line, result: repeated ? 'known' : 'submitted', referral, knownSince, errors: [] };
    } catch (error) {
      if (!(error instanceof Problem) || error.kind !== 'conflict') throw error;
      return refused(line, [{ column: 'external_id', detail: error.detail }]);
    }
  }
}

/** The same row, in this file or another, is the same lead. */
function onceOf({ email, company, primaryContact, note = '' }: LeadBody): string {
  return `row:${hash('sha256', JSON.stringify([email, company, primaryContact, note]), 'hex')}`;
}

function refused(row: number, errors: RowAnswer['errors']): RowAnswer {
  return { row, result: 'refused', referral: null, knownSince: null, errors };
}

function columnOf(field: PropertyKey | undefined): string {
  return Object.entries(FIELD_OF).find(([, name]) => name === field)?.[0] ?? String(field ?? 'row');
}
