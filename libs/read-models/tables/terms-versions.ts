import type { Instant } from '@ledger/kernel/instant';
import { termsFromJson, termsToJson } from '@ledger/program/describe-terms-canonical';
import type { Terms } from '@ledger/program/terms';
import { integer, json, orNull, time, type Column } from '../definition/column';
import type { LoggedTable } from '../definition/table';

/** A version of a program's terms, as the log has it up to the checkpoint. */
export interface TermsVersionRow {
  readonly version: number;
  readonly effectiveFrom: Instant;
  /** null: it came with a file, before all facts. */
  readonly publishedAt: Instant | null;
  readonly terms: Terms;
}

export const termsVersions: LoggedTable<TermsVersionRow> = {
  kind: 'logged',
  name: 'terms_versions',
  columns: {
    version: integer('version'),
    effectiveFrom: time('effective_from_ms'),
    publishedAt: orNull(time('published_at_ms')),
    terms: termsColumn('terms'),
  },
  key: ['version'],
  partnersSee: 'of-program',
  fold: {
    // Version 1 begins the program anew: versions that were there before it are gone.
    terms: (rows, terms) => {
      const { version, effectiveFrom, publishedAt } = terms;
      if (version === 1) rows.clear();
      rows.append({ version, effectiveFrom, publishedAt, terms });
    },
  },
};

function termsColumn(name: string): Column<Terms> {
  const { type, write } = json<object>(name);
  return { name, type, write: (terms) => write(termsToJson(terms)), read: termsFromJson };
}
