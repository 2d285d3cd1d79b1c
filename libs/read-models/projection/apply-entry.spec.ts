import type { Decision } from '@ledger/stages/stage';
import { postingsOf } from '../journal/postings-of';
import { decided, posted, released } from '../testing/entries';
import { TABLES } from './tables';

/** For every type of decision, the tables that it changes by itself; the journal's follow from what it posts. */
const CHANGED: { readonly [T in Decision['type']]: readonly string[] } = {
  AttributionChanged: [
    ...['attributions', 'customer_partners', 'unowned_codes', 'lead_claims'],
    ...['customer_claims', 'customer_credits', 'closings'],
  ],
  PartnerStandingChanged: ['partners', 'approvals'],
  PromotionGranted: ['promotions'],
  CustomerCounted: ['counted_customers'],
  CustomerUncounted: ['counted_customers'],
  // The number follows from the counted customers; a second copy could only disagree.
  WinsChanged: [],
  CommissionPosted: ['lines', 'invoice_holds', 'accounts', 'statement_months', 'earned_bases'],
  // It is read from the log, where somebody asks for it.
  NothingPosted: [],
  TrueUpExpected: ['expected_true_ups'],
  InvoiceHoldsChanged: ['invoice_holds'],
  AnomalyFound: ['anomalies'],
  AnomalyResolved: ['anomalies'],
  OwnLinePosted: ['lines', 'accounts', 'statement_months'],
  LinesReleased: ['lines', 'accounts'],
  LinesHeldBack: ['lines', 'accounts'],
  PayoutProposed: ['payouts'],
  PayoutProposalReplaced: ['payouts'],
  PayoutDeclined: ['payouts'],
  PayoutMade: ['accounts', 'statement_months', 'payouts', 'payout_moves', 'payout_settlements'],
  PayoutSettled: ['accounts', 'payouts', 'payout_settlements'],
  PayoutFailed: ['accounts', 'statement_months', 'payouts', 'payout_moves'],
  PayoutReturned: ['accounts', 'statement_months', 'payouts', 'payout_moves', 'payout_settlements'],
  PayoutLinesMoved: ['lines', 'returned_lines'],
  AccountApprovalChanged: ['account_approvals'],
  PayoutProfileChanged: ['payout_profiles'],
  // Who wants to know is told; what it is about is in other rows.
  TaxFormExpiring: [],
  StatementClosed: [],
};

it.each(Object.entries(CHANGED))('%s changes the rows of %j', (type, changed) => {
  const tables = TABLES.filter(({ fold: { decisions = {} } }) => type in decisions);
  expect(tables.map(({ name }) => name)).toEqual(changed);
});

it('a move of nothing posts nothing', () => {
  const line = { partner: 'p', invoice: 'i', line: 'l', lineSeq: 1, amount: 5 };
  const postings = (entry: ReturnType<typeof decided>) => ('decision' in entry ? postingsOf(entry.decision) : []);
  expect(postings(decided('plixo', 1, posted(line)))).toHaveLength(1);
  expect(postings(decided('plixo', 2, released([{ ...line, amount: 0 }])))).toEqual([]);
});
