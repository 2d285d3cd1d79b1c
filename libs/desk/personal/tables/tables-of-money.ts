import { ofPartner, retainedFrom, type PersonalTable } from '../personal-table';

const PAYOUT_OF_PARTNER = `FROM ops.payouts p WHERE p.program = t.program AND p.payout = t.payout`;
const TAX = 'papers of tax are kept as long as the documents of the program';
const ACCOUNTS = 'documents of accounts are kept as long as the program says (ledger retention)';

/** What is kept apart to pay partners and to account for it. */
export const TABLES_OF_MONEY: readonly PersonalTable[] = [
  {
    table: 'personal_data.payees',
    what: 'name, account and address of who is paid by hand',
    where: ofPartner('t.program', 't.payee'),
    shows: ['program', 'payee', 'name', 'iban', 'bic', 'street', 'building', 'postcode', 'town', 'country'],
    erases: 'deletes',
  },
  {
    table: 'personal_data.onboardings',
    what: 'account that was made at a rail',
    where: ofPartner(),
    shows: ['rail', 'program', 'partner', 'country', 'account', 'asked_at', 'ready_at'],
    erases: 'deletes',
  },
  {
    table: 'personal_data.payout_keys',
    what: 'keys of requests to rails, without which nobody can read what the log has of them',
    where: `EXISTS (SELECT ${PAYOUT_OF_PARTNER} AND ${ofPartner('p.program', 'p.partner')})`,
    shows: ['program', 'payout'],
    erases: 'deletes',
    keeps: {
      when: `EXISTS (SELECT ${PAYOUT_OF_PARTNER} AND p.state IN ('proposed', 'in_transit'))`,
      why: 'the payout is under way: without its key nobody could tell whether it was paid',
      until: null,
    },
  },
  {
    table: 'personal_data.tax_forms',
    what: 'tax forms as they were sent, sealed (ledger tax show)',
    where: ofPartner(),
    shows: ['program', 'id', 'partner', 'form', 'signed_on', 'sha256', 'size_bytes', 'added_at'],
    erases: 'deletes',
    keeps: { when: `${retainedFrom('t.added_at')} >= current_date`, why: TAX, until: retainedFrom('t.added_at') },
  },
  {
    table: 'personal_data.tax_numbers',
    what: 'tax number, sealed; its end is shown',
    where: ofPartner(),
    shows: ['program', 'partner', 'kind', 'country', 'ending', 'set_at'],
    erases: 'deletes',
    keeps: { when: `${retainedFrom('t.set_at')} >= current_date`, why: TAX, until: retainedFrom('t.set_at') },
  },
  {
    table: 'personal_data.billing_parties',
    what: 'who is named on documents',
    where: ofPartner(),
    shows: [
      'program',
      'partner',
      'holds_from',
      'legal_name',
      'street',
      'postcode',
      'town',
      'country',
      'vat_id',
      'tax_id',
      'noted_at',
    ],
    erases: 'deletes',
    keeps: { when: `${retainedFrom('t.noted_at')} >= current_date`, why: ACCOUNTS, until: retainedFrom('t.noted_at') },
  },
  {
    table: 'personal_data.self_billing_consents',
    what: 'whether it agrees to self-billing',
    where: ofPartner(),
    shows: ['program', 'partner', 'holds_from', 'agrees', 'evidence', 'noted_at'],
    erases: 'deletes',
    keeps: { when: `${retainedFrom('t.noted_at')} >= current_date`, why: ACCOUNTS, until: retainedFrom('t.noted_at') },
  },
  {
    table: 'ledger_documents.issued',
    what: 'statements and documents of payouts as they were issued',
    where: ofPartner(),
    shows: ['program', 'kind', 'partner', 'about', 'language', 'version', 'sha256', 'issued_at', 'held', 'purged_at'],
    bytes: ['bytes'],
    // Deleted by `ledger retention purge`, which names who did it, once it is due.
    erases: { set: 'bytes = bytes' },
    keeps: { when: 'true', why: ACCOUNTS, until: retainedFrom('t.issued_at') },
  },
  {
    table: 'ledger_sending.batch_lines',
    what: 'payouts in files for a bank, sealed',
    where: ofPartner(),
    shows: ['program', 'payout', 'batch', 'partner', 'payee', 'amount_minor', 'outcome'],
    erases: { set: 'payout = payout' },
    keeps: { when: 'true', why: 'what a bank was told to pay is evidence of accounts', until: null },
  },
  {
    table: 'ledger_evidence.files',
    what: 'files on which decisions about the partner rest',
    where: `EXISTS (SELECT FROM ledger_evidence.decisions d WHERE d.sha256 = t.sha256 AND ${ofPartner('d.program', 'd.partner')})`,
    shows: ['sha256'],
    bytes: ['bytes'],
    erases: 'deletes',
    keeps: {
      when: 'true',
      why: 'evidence of adjustments, write-offs and overrides is kept with the accounts',
      until: `(SELECT max(make_date(extract(year FROM d.at)::int + 10, 12, 31)) FROM ledger_evidence.decisions d WHERE d.sha256 = t.sha256)`,
    },
  },
];
