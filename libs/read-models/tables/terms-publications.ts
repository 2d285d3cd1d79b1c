import { flag, integer } from '../definition/column';
import { FACT_COLUMNS, type FactRow } from '../definition/fact-row';
import type { FirstTable } from '../definition/table';

/** A version of the terms that a fact published, and whether partners must acknowledge it. */
export interface TermsPublicationRow extends FactRow {
  readonly version: number;
  readonly acknowledge: boolean;
}

export const termsPublications: FirstTable<TermsPublicationRow> = {
  kind: 'first',
  name: 'terms_publications',
  columns: { version: integer('version'), acknowledge: flag('acknowledge'), ...FACT_COLUMNS },
  key: ['version'],
  partnersSee: 'of-program',
  fold: {
    facts: {
      'terms.published': (rows, fact, data) =>
        rows.keep({ ...fact, version: Number(data['version']), acknowledge: data['acknowledge'] === true }),
    },
  },
};
