import { ofEmail, ofPartner, ofPerson, type PersonalTable } from '../personal-table';

/** Who somebody is, how it comes in, and what it did. Those that refer to others come first. */
export const TABLES_OF_PEOPLE: readonly PersonalTable[] = [
  {
    table: 'desk.mails',
    what: 'mails that were sent or wait',
    where: `${ofEmail('t.address')} OR ${ofPartner()}`,
    shows: ['program', 'partner', 'template', 'about', 'address', '"values"', 'state', 'queued_at', 'ended_at'],
    erases: 'deletes',
  },
  {
    table: 'desk.person_tokens',
    what: 'tokens by which it comes in',
    where: ofPerson('t.person'),
    shows: ['id', 'name', 'created_at', 'expires_at', 'revoked_at', 'last_used_at'],
    erases: 'deletes',
  },
  {
    table: 'desk.staff_roles',
    what: 'roles among the staff',
    where: ofPerson('t.person'),
    shows: ['program', 'role', 'given_at'],
    erases: 'deletes',
  },
  {
    table: 'desk.memberships',
    what: 'partners that it belongs to',
    where: `${ofPerson('t.person')} OR ${ofPartner()}`,
    shows: ['person', 'program', 'partner', 'role', 'given_at'],
    erases: 'deletes',
  },
  {
    table: 'desk.partner_tokens',
    what: 'tokens of the partner, with the names that its people gave them',
    where: ofPartner(),
    shows: ['id', 'program', 'partner', 'name', 'scopes', 'created_at', 'expires_at', 'revoked_at', 'last_used_at'],
    erases: 'deletes',
  },
  {
    table: 'desk.mail_preferences',
    what: 'which mails it wants',
    where: ofPerson('t.person'),
    shows: ['person', 'program', 'partner', 'unwanted'],
    erases: 'deletes',
  },
  {
    table: 'desk.people',
    what: 'name, e-mail and language',
    where: ofPerson('t.id'),
    shows: ['id', 'email', 'name', 'locale', 'created_at', 'disabled_at'],
    erases: 'deletes',
  },
  {
    table: 'desk.audit_entries',
    what: 'what it did among the staff, and from which address',
    where: `t.principal = ANY(s.persons)`,
    shows: ['number', 'at', 'required_right', 'method', 'route', 'program', 'address'],
    // Who acted stays: an id, behind which there is nobody any more.
    erases: { set: 'address = NULL' },
  },
];
