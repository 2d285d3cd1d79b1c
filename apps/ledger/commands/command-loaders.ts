import type { Command } from 'commander';

type AddCommand = (program: Command) => void;

/**
 * The commands by their first word. Each is loaded when it is called: `ledger replay` needs neither Nest nor Postgres,
 * and somebody waits for it.
 */
export const COMMAND_LOADERS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  start: async () => (await import('./start')).addStartCommand,
  'start-cluster': async () => (await import('./start-cluster')).addStartClusterCommand,
  status: async () => (await import('./status')).addStatusCommand,
  prepare: async () => (await import('./prepare')).addPrepareCommand,
  replay: async () => (await import('./replay')).addReplayCommand,
  ingest: async () => (await import('./ingest')).addIngestCommand,
  export: async () => (await import('./export')).addExportCommand,
  statement: async () => (await import('./statement')).addStatementCommand,
  remittance: async () => (await import('./remittance')).addRemittanceCommand,
  documents: async () => (await import('./documents')).addDocumentsCommand,
  retention: async () => (await import('./retention')).addRetentionCommand,
  billing: async () => (await import('./billing')).addBillingCommand,
  balances: async () => (await import('./balances')).addBalancesCommand,
  adjust: async () => (await import('./adjust')).addAdjustCommand,
  evidence: async () => (await import('./evidence')).addEvidenceCommand,
  close: async () => (await import('./close')).addCloseCommand,
  rejected: async () => (await import('./rejected')).addRejectedCommand,
  explain: async () => (await import('./explain')).addExplainCommand,
  facts: async () => (await import('./facts-export')).addFactsCommand,
  terms: async () => (await import('./terms')).addTermsCommand,
  rails: async () => (await import('./rails')).addRailsCommand,
  recover: async () => (await import('./recover')).addRecoverCommand,
  payees: async () => (await import('./payees')).addPayeesCommand,
  payouts: async () => (await import('./payouts')).addPayoutsCommand,
  reconcile: async () => (await import('./reconcile')).addReconcileCommand,
  tax: async () => (await import('./tax')).addTaxCommand,
  webhooks: async () => (await import('./webhooks')).addWebhooksCommand,
  mail: async () => (await import('./mail')).addMailCommand,
  person: async () => (await import('./person')).addPersonCommand,
  upgrade: async () => (await import('./upgrade')).addUpgradeCommand,
  verify: async () => (await import('./verify')).addVerifyCommand,
  rebuild: async () => (await import('./rebuild')).addRebuildCommand,
  tokens: async () => (await import('./tokens')).addTokensCommand,
  people: async () => (await import('./people')).addPeopleCommand,
  lanes: async () => (await import('./lanes')).addLanesCommand,
  topics: async () => (await import('./topics-command')).addTopicsCommand,
  'dead-letters': async () => (await import('./dead-letters-command')).addDeadLettersCommand,
};
