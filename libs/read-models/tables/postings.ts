import { POSTING_KINDS, type Posting } from '../journal/posting';
import type { ListQuery } from '../postgres/queries/list-query';
import type { ProgramSnapshot } from '../postgres/queries/program-snapshot';
import { Where } from '../postgres/queries/where';
import { count, orNull, sum, text, time, type Column } from '../definition/column';
import { shownTime, type OpsView } from '../definition/ops-view';
import { listed, readerOf, type StoredRow } from '../definition/stored-row';
import type { LoggedTable } from '../definition/table';

/** A posting made by the fact at `seq`. */
export interface PostingRow extends Posting {
  readonly seq: number;
}

export const postings: LoggedTable<PostingRow> = {
  kind: 'logged',
  name: 'postings',
  columns: {
    seq: count('seq'),
    kind: text('kind'),
    reason: orNull(text('reason')),
    about: aboutColumn('about'),
    debited: text('debited'),
    credited: text('credited'),
    currency: text('currency'),
    amountMinor: sum('amount_minor'),
    at: time('posted_at_ms'),
  },
  // Only ever appended, in one transaction with the checkpoint: nothing would look a row up by a key.
  key: null,
  indexes: { postings_of_fact: '(program, seq)' },
  fold: { posting: (rows, posting, seq) => rows.append({ seq, ...posting }) },
};

function aboutColumn(name: string): Column<Posting['about']> {
  return {
    name,
    type: 'text',
    write: (about) => JSON.stringify(about),
    read: (stored) => JSON.parse(String(stored)) as Posting['about'],
  };
}

const inOrderOfKinds = `CASE kind ${POSTING_KINDS.map((kind, place) => `WHEN '${kind}' THEN ${place}`).join(' ')} END`;

/** The journal of a program in the order in which it was recorded; what one fact posts in the order of `byPosting`. */
export function postingList({ schema, about: { program } }: ProgramSnapshot): ListQuery<StoredRow, PostingRow> {
  const columns = ['about', 'debited', 'credited', 'currency', 'amount_minor', 'reason'];
  return {
    select: `SELECT ${listed(postings.columns)} FROM ${schema}.postings`,
    where: new Where(program),
    order: ['seq', 'posted_at_ms', inOrderOfKinds, ...columns],
    toRow: readerOf(postings.columns),
    keyOf: ({ seq }) => [seq],
  };
}

export const postingsView: OpsView = {
  about: 'The journal: each row debits one account and credits another with the same amount, in minor units.',
  select: (schema) => `SELECT program, seq, kind, reason, about, debited, credited, currency, amount_minor,
          ${shownTime('posted_at_ms', 'posted_at')} FROM ${schema}.postings`,
};
