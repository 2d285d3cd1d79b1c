import { mentions, ofPartner, type PersonalTable } from '../personal-table';

const OF_DEAL = `EXISTS (SELECT FROM ops.registrations r
  WHERE r.program = t.program AND r.deal = t.owner AND ${ofPartner('r.program', 'r.partner')})`;
/** What a partner said in a conflict. */
const SAID_BY_PARTNER = `EXISTS (SELECT FROM desk.conflicts c
  WHERE c.number = e.conflict AND ${ofPartner('c.program', 'e.by_partner')})`;

/** Which files are of the person: those of its partner's deals, and of what its partner said in conflicts. */
export function ownsFile(t: 't' | 'own'): string {
  const owned = `CASE ${t}.kind
    WHEN 'deal' THEN ${OF_DEAL}
    WHEN 'conflict' THEN EXISTS (SELECT FROM desk.conflict_entries e WHERE t.hash = ANY(e.files) AND ${SAID_BY_PARTNER})
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
];
