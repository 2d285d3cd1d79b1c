import type { AnyTable } from '../definition/table';
import { acknowledgementRequests } from '../tables/acknowledgement-requests';
import { acknowledgements } from '../tables/acknowledgements';
import { accountApprovals } from '../tables/account-approvals';
import { accounts } from '../tables/accounts';
import { anomalies } from '../tables/anomalies';
import { applicationTimes } from '../tables/application-times';
import { approvals } from '../tables/approvals';
import { attributions } from '../tables/attributions';
import { churns } from '../tables/churns';
import { clockMonths } from '../tables/clock-months';
import { clicks } from '../tables/clicks';
import { closedMonths } from '../tables/closed-months';
import { closedPromotions } from '../tables/closed-promotions';
import { closings } from '../tables/closings';
import { countedCustomers } from '../tables/counted-customers';
import { customerClaims } from '../tables/customer-claims';
import { customerCredits } from '../tables/customer-credits';
import { dealMatches } from '../tables/deal-matches';
import { engagements } from '../tables/engagements';
import { customerContacts } from '../tables/customer-contacts';
import { customerPartners } from '../tables/customer-partners';
import { earnedBases } from '../tables/earned-bases';
import { expectedTrueUps } from '../tables/expected-true-ups';
import { invoiceHolds } from '../tables/invoice-holds';
import { invoices } from '../tables/invoices';
import { jointCustomers } from '../tables/joint-customers';
import { leadClaims } from '../tables/lead-claims';
import { leads } from '../tables/leads';
import { lines } from '../tables/lines';
import { linkClicks } from '../tables/link-clicks';
import { links } from '../tables/links';
import { overrides } from '../tables/overrides';
import { partnerContacts } from '../tables/partner-contacts';
import { partnerEmails } from '../tables/partner-emails';
import { partnerStatuses } from '../tables/partner-statuses';
import { partners } from '../tables/partners';
import { payableReasons } from '../tables/payable-reasons';
import { payoutMoves } from '../tables/payout-moves';
import { payoutProfiles } from '../tables/payout-profiles';
import { payoutSettlements } from '../tables/payout-settlements';
import { payouts } from '../tables/payouts';
import { postings } from '../tables/postings';
import { programs } from '../tables/programs';
import { promotions } from '../tables/promotions';
import { protections } from '../tables/protections';
import { registrations } from '../tables/registrations';
import { rejected } from '../tables/rejected';
import { reregistrations } from '../tables/reregistrations';
import { returnedLines } from '../tables/returned-lines';
import { revenues } from '../tables/revenues';
import { salesContacts } from '../tables/sales-contacts';
import { signUpCodes } from '../tables/sign-up-codes';
import { signUps } from '../tables/sign-ups';
import { statementMonths } from '../tables/statement-months';
import { submissions } from '../tables/submissions';
import { takebacks } from '../tables/takebacks';
import { termsPublications } from '../tables/terms-publications';
import { termsVersions } from '../tables/terms-versions';
import { touchpoints } from '../tables/touchpoints';
import { trialBalance } from '../tables/trial-balance';
import { unownedCodes } from '../tables/unowned-codes';
import { violations } from '../tables/violations';

/**
 * The read models, all keyed by program: no `now()`, no serial, no random id, so that a rebuild comes to the same rows.
 * The version of the rows follows from them in this order (postgres/schema/version.ts).
 */
export const TABLES: readonly AnyTable[] = [
  programs,
  termsVersions,
  partners,
  partnerContacts,
  promotions,
  countedCustomers,
  attributions,
  customerPartners,
  lines,
  invoiceHolds,
  expectedTrueUps,
  accounts,
  accountApprovals,
  payableReasons,
  statementMonths,
  payouts,
  payoutMoves,
  payoutSettlements,
  returnedLines,
  payoutProfiles,
  trialBalance,
  postings,
  rejected,
  invoices,
  takebacks,
  signUpCodes,
  signUps,
  unownedCodes,
  links,
  clicks,
  linkClicks,
  leads,
  leadClaims,
  overrides,
  closedMonths,
  anomalies,
  registrations,
  reregistrations,
  dealMatches,
  protections,
  salesContacts,
  touchpoints,
  violations,
  engagements,
  jointCustomers,
  clockMonths,
  applicationTimes,
  approvals,
  partnerStatuses,
  submissions,
  customerClaims,
  customerCredits,
  closings,
  churns,
  revenues,
  earnedBases,
  closedPromotions,
  customerContacts,
  termsPublications,
  acknowledgementRequests,
  acknowledgements,
  partnerEmails,
];
