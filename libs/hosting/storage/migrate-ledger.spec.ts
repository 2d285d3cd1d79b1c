import { digestOf } from '@ledger/postgres/migrate';
import { LEDGER_MIGRATIONS } from './migrate-ledger';

/** What was released is never changed: add a file with the next number, and its line here. */
const RELEASED = [
  'event-store 1 event log 29feaa4302bb7f1e',
  'event-store 2 lock of the append 456e83019a6e092b',
  'personal-data 1 personal values 9fd4df77921086c3',
  'read-models 1 versions of the read models 5dba93e6cb46f649',
  'read-models 2 locks of the read models 1dd4d282a4213c5a',
  'api 1 tokens and idempotency keys 88a628a0e05263a9',
  'api 2 tokens for payouts 13eb916fd77b8042',
  'api 3 tokens expire and are for one program 34412b8fae1bed49',
  'cluster 1 positions and halted lanes 7fc15fa19cf807e6',
  'cluster 2 records that are put aside 37a58115bfa67c29',
  'sending 1 leases, transfers and keys of payouts ac90e6febc99e40d',
  'sending 2 notices of rails, and transfers that came back 196f326ed1dfc16d',
  'sending 3 holds of rails 009d8a618475a6cc',
  'sending 4 where a ledger lies, and its recoveries c419925ffc8c9c2f',
  'sending 5 payees, debtors and bank batches e75d1e5f0514d027',
  'sending 6 accounts of partners that were made at rails b1d33e01ac04c79a',
  'sending 7 when payees’ accounts changed, and who changed debtors 17912e08d9f346b4',
  'telling 1 what was told of sent payouts 6b992a11f39ee5c5',
  'webhooks 1 endpoints of webhooks and their deliveries a8f954695cfa37bc',
  'documents 1 issued documents 60df70a687706c57',
  'tax 1 tax forms and numbers af5fae3eace4ec55',
  'evidence 1 evidence of decisions 63c6c73df432f696',
  'documents 2 versions, retention and holds of documents, and billing data 38c895104037e1f1',
  'reconciliation 1 reconciliations of log and rails 0260f0d9dccbba4b',
  'desk-people 1 persons, roles, memberships and their tokens d0ec01bbd41f2fb0',
  'desk-audit 1 audit of staff actions e4766906a0ce6cc2',
  'desk-mail 1 outbox of mails fa14633db6893c81',
  'desk-personal 1 key of customer pseudonyms aa82612321c74ae5',
  'desk-deals 1 conflicts and hand-overs 39b04a075e80150e',
  'desk-files 1 files by hash, and whose they are dea4015089883495',
  'desk-partner-tokens 1 rotation of partners’ tokens c832fb17b77ece27',
  'desk-referrals 1 archived links, and clicks that wait to be recorded 90aab688bc8db237',
  'desk-referrals 2 leads, domains by which they are known, and dismissed matches 275abe949c2bcd0a',
  'desk-applications 1 applications 3684150be46e07c0',
  'desk-invitations 1 invitations e7a9fc7f292a0059',
  'desk-enrolments 1 enrolments of partners themselves 81d2c0c967ca249d',
  'desk-directory 1 entries of the directory 7c740a157a5d0900',
  'desk-mail 2 preferences of mails, and how far the log is read for them b62f583467b0ce11',
  'desk-personal 2 receipts of erasures 9c8b63b80c22c4f2',
  'desk-terms 1 previews of terms, one computed at a time bc054f7e7e5ea084',
];

it('every released step is as it was released', () => {
  const steps = LEDGER_MIGRATIONS.map((step) => {
    return `${step.component} ${step.number} ${step.name} ${digestOf(step).slice(0, 16)}`;
  });
  expect(steps).toEqual(RELEASED);
});

it('the steps of a component are numbered from 1 without a gap, in their order', () => {
  const numbers = new Map<string, number[]>();
  for (const { component, number } of LEDGER_MIGRATIONS)
    numbers.set(component, [...(numbers.get(component) ?? []), number]);
  for (const found of numbers.values()) expect(found).toEqual(found.map((_, index) => index + 1));
});
