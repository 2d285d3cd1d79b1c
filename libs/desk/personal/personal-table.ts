/** A table with personal data: how what it has of a person is found, shown, and erased. SQL speaks of its row as `t`, of the person as `s`. */
export interface PersonalTable {
  /** Such as `desk.mails`. */
  readonly table: string;
  /** What it has of a person, for those who read an export or a receipt. */
  readonly what: string;
  /** Which rows are of the person. */
  readonly where: string;
  /** The columns that are shown; those of bytes, as base64, under `bytes`. */
  readonly shows: readonly string[];
  readonly bytes?: readonly string[];
  /** What erasing does to a row. */
  readonly erases: 'deletes' | { readonly set: string };
  /** Rows that stay all the same. */
  readonly keeps?: {
    /** Which of them. */
    readonly when: string;
    readonly why: string;
    /** Until which day, as SQL; null: nobody can say yet. */
    readonly until: string | null;
  };
}

/** Of whom something is held, by all by which tables know it. */
export interface PersonalSubject {
  /** As e-mails are compared. */
  readonly emails: readonly string[];
  /** Ids of `desk.people`. */
  readonly persons: readonly string[];
  readonly partners: readonly { readonly program: string; readonly partner: string }[];
  /** References of the log that stand for values of it. */
  readonly refs: readonly string[];
  /** Leads and customers whose facts have its e-mail. */
  readonly things: readonly NamedThing[];
}

/** A lead or a customer of a program. */
export interface NamedThing {
  readonly program: string;
  readonly kind: 'lead' | 'customer';
  readonly id: string;
}

/** Makes the subject of the parameters of a statement; every statement about it begins with this. */
export const SUBJECT = `WITH s AS MATERIALIZED (
  SELECT $1::text[] AS emails, $2::text[] AS persons, $3::text[] AS programs, $4::text[] AS partners, $5::text[] AS refs,
    $6::text[] AS patterns, $7::text[] AS thing_programs, $8::text[] AS thing_kinds, $9::text[] AS thing_ids)`;

/** The parameters of SUBJECT. */
export function subjectParameters({ emails, persons, partners, refs, things }: PersonalSubject): unknown[] {
  const [programs, names] = [partners.map(({ program }) => program), partners.map(({ partner }) => partner)];
  return [
    ...[emails, persons, programs, names, refs, emails.map(emailPattern)],
    ...[things.map(({ program }) => program), things.map(({ kind }) => kind), things.map(({ id }) => id)],
  ];
}

/** A regular expression of Postgres for an e-mail within a text in small letters: nothing that could go on with it stands beside it; a tag may be in it. */
export function emailPattern(email: string): string {
  const [local = '', domain = ''] = email.split('@').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return `(^|[^a-z0-9._%+-])${local}(\\+[^@\\s"]*)?@${domain}($|[^a-z0-9-])`;
}

/** A text that somebody wrote has one of the person's e-mails in it. */
export function mentions(column: string): string {
  return `EXISTS (SELECT FROM unnest(s.patterns) AS pattern WHERE lower(${column}) ~ pattern)`;
}

/** A column with an e-mail is one of the person's, compared as the gate compares e-mails. */
export function ofEmail(column: string): string {
  const plain = `lower(btrim(normalize(${column}, NFKC)))`;
  return `regexp_replace(${plain}, '^([^@+]+)[+][^@]*(@[^@]*)$', '\\1\\2') = ANY(s.emails)`;
}

/** A column with the id of a person, or with what somebody called itself by its e-mail, is that of the person. */
export function ofPerson(column: string): string {
  return `(${column} = ANY(s.persons) OR ${ofEmail(column)})`;
}

/** Columns that name a partner name one that is erased. */
export function ofPartner(program = 't.program', partner = 't.partner'): string {
  return `EXISTS (SELECT FROM unnest(s.programs, s.partners) AS o (program, partner)
    WHERE o.program = ${program} AND o.partner = ${partner})`;
}

/** Columns that name a lead or customer name one whose facts have the person's e-mail. */
export function ofThing(program: string, kind: string, id: string): string {
  return `EXISTS (SELECT FROM unnest(s.thing_programs, s.thing_kinds, s.thing_ids) AS thing (program, kind, id)
    WHERE thing.program = ${program} AND thing.kind = ${kind} AND thing.id = ${id})`;
}

/** The last day of a retention that begins at a time, by the years for which the program keeps its documents. */
export function retainedFrom(column: string): string {
  return `make_date(extract(year FROM ${column})::int + coalesce((SELECT years FROM ledger_documents.retention r
    WHERE r.program = t.program ORDER BY r.number DESC LIMIT 1), 10), 12, 31)`;
}
