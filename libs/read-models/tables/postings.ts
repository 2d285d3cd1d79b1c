import type { Posting } from '../journal/posting';
import { count, sum, text, time, type Column } from '../definition/column';
import { shownTime, type OpsView } from '../definition/ops-view';
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

export const postingsView: OpsView = {
  about: 'The journal: each row debits one account and credits another with the same amount, in minor units.',
  select: (schema) => `SELECT program, seq, kind, about, debited, credited, currency, amount_minor,
          ${shownTime('posted_at_ms', 'posted_at')} FROM ${schema}.postings`,
};
