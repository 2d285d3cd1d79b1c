import type { PersonalTable } from './personal-table';
import { TABLES_OF_MONEY } from './tables/tables-of-money';
import { TABLES_OF_WORK } from './tables/tables-of-work';
import { TABLES_OF_PEOPLE } from './tables/tables-of-people';

/** Every table with personal data, in the order in which their rows can go. A table that is neither here nor below fails a test. */
export const PERSONAL_TABLES: readonly PersonalTable[] = [
  {
    table: 'personal_data.personal_values',
    what: 'what facts say of it, which the log has references to',
    where: 't.ref = ANY(s.refs)',
    shows: ['ref', 'kind', 'value'],
    erases: 'deletes',
  },
  ...TABLES_OF_WORK,
  ...TABLES_OF_PEOPLE,
  ...TABLES_OF_MONEY,
];

/** Tables without personal data, and why each has none. */
export const IMPERSONAL_TABLES: Readonly<Record<string, string>> = {
  'api.tokens': 'tokens of services, named by what they are for',
  'api.idempotency_keys': 'keys and hashes of requests',
  'desk.archived_links': 'codes of links, and which of the staff or partner archived them',
  'desk.customer_pseudonyms': 'a key',
  'desk.dismissed_matches': 'ids of leads and customers',
  'desk.erasures': 'receipts: numbers alone',
  'desk.handover_steps': 'customers and credits: what came of a hand-over',
  'desk.known_domains_until': 'places of the log',
  'desk.mail_reading': 'how far the log is read for mails',
  'desk.terms_previews': 'terms, and what they would change',
  'desk.waiting_clicks': 'clicks on codes: nothing of who clicked',
  'ledger_cluster.halted_lanes': 'places of the log',
  'ledger_cluster.lane_skips': 'places of the log, and who of the staff let them pass',
  'ledger_cluster.positions': 'places of the log',
  'ledger_documents.acts': 'which of the staff did what to which document',
  'ledger_documents.retention': 'years',
  'ledger_events.append_lock': 'a lock',
  'ledger_events.events': 'the log: references in place of personal values',
  'ledger_evidence.decisions': 'who of the staff decided what about which partner; the name of a file',
  'ledger_read_models.versions': 'names of schemas',
  'ledger_reconciliation.reports': 'amounts and ids of payouts',
  'ledger_reconciliation.turns': 'times',
  'ledger_schema.migrations': 'steps of tables',
  'ledger_sending.batch_answers': 'what a bank said of which payment',
  'ledger_sending.batches': 'files for a bank, sealed, kept with the accounts',
  'ledger_sending.debtor_changes': 'accounts of the programs themselves',
  'ledger_sending.debtors': 'accounts of the programs themselves',
  'ledger_sending.earlier_transfers': 'ids of transfers',
  'ledger_sending.holds': 'which of the staff stopped which rail',
  'ledger_sending.installation': 'an id',
  'ledger_sending.leases': 'which process works on which payout',
  'ledger_sending.moves': 'where the ledger lay',
  'ledger_sending.notices': 'ids of events and accounts at rails',
  'ledger_sending.payee_changes': 'which fields of which payee changed when; not what was in them',
  'ledger_sending.recoveries': 'which of the staff let a restored ledger go live',
  'ledger_sending.told': 'a place of the log',
  'ledger_sending.transfers': 'ids of transfers and payouts',
  'ledger_tax.accesses': 'who of the staff looked at which paper: kept as long as the log',
  'ledger_webhooks.deliveries': 'ids of outputs',
  'ledger_webhooks.endpoints': 'addresses of systems',
};
