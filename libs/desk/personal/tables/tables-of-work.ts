import { mentions, ofEmail, ofPartner, ofPerson, ofThing, type PersonalTable } from '../personal-table';

const OF_DEAL = `EXISTS (SELECT FROM ops.registrations r
  WHERE r.program = t.program AND r.deal = t.owner AND ${ofPartner('r.program', 'r.partner')})`;
/** What a partner said in a conflict. */
const SAID_BY_PARTNER = `EXISTS (SELECT FROM desk.conflicts c
  WHERE c.number = e.conflict AND ${ofPartner('c.program', 'e.by_partner')})`;

/** An application is of the person by its partner, or by an e-mail in what was typed. */
const OF_APPLICANT = (a: string) =>
  `(${ofPartner(`${a}.program`, `${a}.partner`)} OR ${mentions(`${a}.answers`)} OR ${mentions(`${a}.submitted`)})`;
/** A lead is of the partner that handed it in, and of the person whom it is about. */
const OF_LEAD = (l: string) =>
  `(${ofPartner(`${l}.program`, `${l}.partner`)} OR ${mentions(`${l}.contact`)} OR ${mentions(`${l}.note`)}
    OR ${ofThing(`${l}.program`, `'lead'`, `${l}.referral`)})`;

/** Which files are of the person: those of its application, leads and deals, and of what its partner said in conflicts. */
export function ownsFile(t: 't' | 'own'): string {
  const owned = `CASE ${t}.kind
    WHEN 'deal' THEN ${OF_DEAL}
    WHEN 'conflict' THEN EXISTS (SELECT FROM desk.conflict_entries e WHERE t.hash = ANY(e.files) AND ${SAID_BY_PARTNER})
    WHEN 'application' THEN EXISTS (SELECT FROM desk.applications a
      WHERE a.program = t.program AND a.id = t.owner AND ${OF_APPLICANT('a')})
    WHEN 'referral' THEN EXISTS (SELECT FROM desk.leads l
      WHERE l.program = t.program AND l.referral = t.owner AND ${OF_LEAD('l')})
    ELSE ${ofPartner('t.program', 't.owner')} END`;
  return owned.replaceAll(/\bt\./g, `${t}.`);
}

/** What people write and send in while they work. */
export const TABLES_OF_WORK: readonly PersonalTable[] = [
  {
    table: 'desk.file_owners',
    what: 'files that were sent in, by their names',
    where: ownsFile('t'),
    shows: ['program', 'kind', 'owner', 'hash', 'name', 'added_at'],
    erases: 'deletes',
  },
  {
    table: 'desk.files',
    what: 'what is in these files, where nobody else sent them in',
    // Before and after its owners go the same: nobody else has it.
    where: `NOT EXISTS (SELECT FROM desk.file_owners own WHERE own.hash = t.hash AND NOT (${ownsFile('own')}))
      AND (cardinality(s.partners) > 0 OR cardinality(s.emails) > 0)`,
    shows: ['hash', 'type', 'size_bytes'],
    bytes: ['bytes'],
    erases: 'deletes',
  },
  {
    table: 'desk.conflict_entries',
    what: 'what it wrote in conflicts over customers',
    where: `${mentions('t.words')} OR ${SAID_BY_PARTNER.replaceAll(/\be\./g, 't.')}`,
    shows: ['conflict', 'number', 'kind', 'by_partner', 'words', 'files'],
    erases: { set: `words = NULL, files = '{}'` },
  },
  {
    table: 'desk.conflicts',
    what: 'why a conflict ended, where it names the person',
    where: mentions('t.reason'),
    shows: ['program', 'number', 'reason'],
    erases: { set: 'reason = NULL' },
  },
  {
    table: 'desk.handovers',
    what: 'why customers were handed over, where it names the person',
    where: mentions('t.evidence'),
    shows: ['program', 'id', 'evidence'],
    erases: { set: `evidence = '(erased)'` },
  },
  {
    table: 'desk.applications',
    what: 'applications and drafts, with the answers',
    where: OF_APPLICANT('t'),
    shows: [
      'program',
      'id',
      'partner',
      'answers',
      'files',
      'submitted',
      'state',
      'tracking_id',
      'reason',
      'created_at',
    ],
    erases: 'deletes',
  },
  {
    table: 'desk.enrolments',
    what: 'enrolments that it asked for',
    where: `${ofEmail('t.email')} OR ${ofPartner()}`,
    shows: ['program', 'id', 'partner', 'name', 'company', 'email', 'created_at', 'enrolled_at'],
    erases: 'deletes',
  },
  {
    table: 'desk.invitations',
    what: 'invitations by which it came in',
    where: `${ofPerson('t.person')} OR ${ofPartner()}`,
    shows: ['id', 'program', 'partner', 'person', 'created_at', 'expires_at', 'used_at'],
    erases: 'deletes',
  },
  {
    table: 'desk.directory_entries',
    what: 'what the partner says of itself in the directory',
    where: `${ofPartner()} OR ${mentions('t.proposed')} OR ${mentions('t.listed')}`,
    shows: ['program', 'partner', 'proposed', 'listed', 'reason'],
    erases: 'deletes',
  },
  {
    table: 'desk.leads',
    what: 'leads that the partner handed in, or that are about the person',
    where: OF_LEAD('t'),
    shows: ['program', 'referral', 'partner', 'contact', 'note', 'known_since'],
    erases: 'deletes',
  },
  {
    table: 'desk.known_domains',
    what: 'domains by which it is known again',
    where: ofThing('t.program', 't.kind', 't.id'),
    shows: ['program', 'domain', 'kind', 'id'],
    erases: 'deletes',
  },
];
