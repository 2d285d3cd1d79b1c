import type { OpsView } from '../../definition/ops-view';
import { earningsView } from '../../figures/earnings';
import { logosView } from '../../figures/logos';
import { metricsView } from '../../figures/metrics';
import { promotionSeatsView } from '../../figures/promotion-seats';
import { tenantMonthsView, tenantRevenueView } from '../../figures/tenant-revenue';
import { winCounterView } from '../../figures/win-counter';
import { balancesView } from '../../tables/accounts';
import { anomaliesView } from '../../tables/anomalies';
import { attributionsView } from '../../tables/attributions';
import { closedMonthsView } from '../../tables/closed-months';
import { countedCustomersView } from '../../tables/counted-customers';
import { engagementsView } from '../../tables/engagements';
import { jointCustomersView } from '../../tables/joint-customers';
import { leadsView } from '../../tables/leads';
import { linesView, moneyInHoldView } from '../../tables/lines';
import { linkClicksView } from '../../tables/link-clicks';
import { linksView } from '../../tables/links';
import { nextPayoutsView } from '../../tables/next-payouts';
import { overridesView } from '../../tables/overrides';
import { partnerStatusView } from '../../tables/partner-statuses';
import { partnersView } from '../../tables/partners';
import { unpaidView } from '../../tables/payable-reasons';
import { payoutMovesView } from '../../tables/payout-moves';
import { payoutProfilesView } from '../../tables/payout-profiles';
import { payoutsView } from '../../tables/payouts';
import { postingsView } from '../../tables/postings';
import { programsView } from '../../tables/programs';
import { protectionsView } from '../../tables/protections';
import { registrationsView } from '../../tables/registrations';
import { rejectedView } from '../../tables/rejected';
import { salesContactsView } from '../../tables/sales-contacts';
import { statementMonthsView } from '../../tables/statement-months';
import { waitingForInvoiceView } from '../../tables/takebacks';
import { touchpointsView } from '../../tables/touchpoints';
import { trialBalanceView } from '../../tables/trial-balance';
import { unownedCodesView } from '../../tables/unowned-codes';
import { violationsView } from '../../tables/violations';

/** The role that may read the ops views and nothing else; an operator's login is made a member of it. */
export const OPS_ROLE = 'ledger_ops';

/** By name, in the order in which they are made; the version of the rows follows from it (version.ts). */
const VIEWS: Readonly<Record<string, OpsView>> = {
  programs: programsView,
  projection: {
    about: 'The position of the event store up to which all views are complete.',
    select: (schema) => `SELECT projection, position FROM ${schema}.checkpoint`,
  },
  partners: partnersView,
  counted_customers: countedCustomersView,
  attributions: attributionsView,
  payout_profiles: payoutProfilesView,
  rejected: rejectedView,
  anomalies: anomaliesView,
  waiting_for_invoice: waitingForInvoiceView,
  unowned_codes: unownedCodesView,
  links: linksView,
  link_clicks: linkClicksView,
  leads: leadsView,
  overrides: overridesView,
  closed_months: closedMonthsView,
  registrations: registrationsView,
  protections: protectionsView,
  sales_contacts: salesContactsView,
  touchpoints: touchpointsView,
  violations: violationsView,
  engagements: engagementsView,
  joint_customers: jointCustomersView,
  lines: linesView,
  balances: balancesView,
  money_in_hold: moneyInHoldView,
  next_payouts: nextPayoutsView,
  unpaid: unpaidView,
  statement_months: statementMonthsView,
  payouts: payoutsView,
  payout_moves: payoutMovesView,
  trial_balance: trialBalanceView,
  postings: postingsView,
  partner_status: partnerStatusView,
  logos: logosView,
  win_counter: winCounterView,
  promotion_seats: promotionSeatsView,
  tenant_months: tenantMonthsView,
  tenant_revenue: tenantRevenueView,
  earnings: earningsView,
  metrics: metricsView,
};

/**
 * The statements that make the stable ops views, for dashboards and people, on the tables of a schema, in the place of
 * those on another; readable by the ops role where it exists.
 */
export function createOpsViews(schema: string): readonly string[] {
  const views = Object.entries(VIEWS);
  return [
    'CREATE SCHEMA IF NOT EXISTS ops',
    ...views.map(([name, { select }]) => replaceView(name, select(schema))),
    ...views.map(([name, { about }]) => `COMMENT ON VIEW ops.${name} IS '${about.replaceAll("'", "''")}'`),
    grantToOps(),
  ];
}

/** Grants stay, and views of others that are built on it; but for one whose columns became other ones: it is made anew. */
function replaceView(name: string, select: string): string {
  return `DO $view$ BEGIN
    CREATE OR REPLACE VIEW ops.${name} AS ${select};
  EXCEPTION
    WHEN invalid_table_definition THEN
      DROP VIEW ops.${name};
      CREATE VIEW ops.${name} AS ${select};
  END $view$`;
}

/** Roles belong to the whole server: another database may have made it, and not every user may make one. */
export function createOpsRole(): string {
  return `DO $$ BEGIN
    CREATE ROLE ${OPS_ROLE} NOLOGIN;
  EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
    WHEN insufficient_privilege THEN
      RAISE WARNING 'role ${OPS_ROLE} was not made: the views of schema ops are readable by their owner only';
  END $$`;
}

function grantToOps(): string {
  return `DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${OPS_ROLE}') THEN
      GRANT USAGE ON SCHEMA ops TO ${OPS_ROLE};
      GRANT SELECT ON ALL TABLES IN SCHEMA ops TO ${OPS_ROLE};
    END IF;
  END $$`;
}
