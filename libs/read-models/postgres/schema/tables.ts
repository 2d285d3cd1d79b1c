import type { TableSpec } from './table-spec';

const account = { program: 'text', partner: 'text', currency: 'text' } as const;
/** The fact that a row comes from. */
const fact = { seq: 'bigint', source: 'text', id: 'text', at_ms: 'bigint' } as const;

/** Of a rejected arrival: nothing with its source and id was accepted later, though it could be; `of`: its alias and a dot. */
export const isOpen = (of = '') =>
  `${of}accepted_seq IS NULL AND length(${of}source) <= 256 AND length(${of}id) <= 256`;

/** The read models, keyed by program: no `now()`, no serial, no random id, so that a rebuild comes to the same rows. */
export const TABLES = {
  programs: {
    columns: {
      program: 'text',
      clock_ms: 'bigint?',
      arrivals: 'bigint',
      accepted: 'bigint',
      ignored: 'bigint',
      last_seq: 'bigint',
    },
    key: ['program'],
  },
  // The versions of each program's terms, as the log has them up to the checkpoint.
  terms_versions: {
    columns: {
      program: 'text',
      version: 'integer',
      effective_from_ms: 'bigint',
      published_at_ms: 'bigint?',
      terms: 'json',
    },
    key: ['program', 'version'],
  },
  partners: {
    columns: {
      program: 'text',
      partner: 'text',
      partner_type: 'text',
      tier: 'text?',
      application: 'text',
      approved_at_ms: 'bigint?',
      terminated: 'boolean',
      holds: 'text[]',
      active_until_day: 'integer?',
    },
    key: ['program', 'partner'],
  },
  promotions: {
    columns: { program: 'text', partner: 'text', promotion: 'text', rate: 'text' },
    key: ['program', 'partner'],
  },
  counted_customers: {
    columns: {
      program: 'text',
      partner: 'text',
      customer: 'text',
      activated_at_ms: 'bigint',
      won_in_quarter: 'integer?',
    },
    key: ['program', 'partner', 'customer'],
  },
  attributions: {
    columns: {
      program: 'text',
      customer: 'text',
      settled_at_ms: 'bigint?',
      credits: 'json',
      introductions: 'json',
      spans: 'json',
      terms_version: 'integer',
    },
    key: ['program', 'customer'],
  },
  lines: {
    columns: {
      ...account,
      // Empty with `invoice`: a line of the partner's own.
      customer: 'text',
      invoice: 'text',
      line: 'text',
      seq: 'integer',
      reason: 'text',
      base_minor: 'bigint?',
      rate: 'text?',
      amount_minor: 'bigint',
      effective_at_ms: 'bigint',
      posted_at_ms: 'bigint',
      month: 'integer',
      clears_at_ms: 'bigint',
      terms_version: 'integer?',
      cause: 'text',
      state: 'text',
      paid_at_ms: 'bigint?',
      payout: 'text?',
    },
    key: ['program', 'partner', 'customer', 'invoice', 'line', 'seq'],
    // Not on the state: a line that moves between hold and payable keeps its index entries, if its page has room.
    indexes: { lines_open: '(program, partner, currency, invoice, line, seq) WHERE paid_at_ms IS NULL' },
    fillPercent: 80,
  },
  invoice_holds: {
    columns: { program: 'text', invoice: 'text', partner: 'text', customer: 'text', holds: 'text[]' },
    key: ['program', 'invoice', 'partner'],
  },
  accounts: {
    columns: { ...account, hold_minor: 'numeric', payable_minor: 'numeric', in_transit_minor: 'numeric' },
    key: ['program', 'partner', 'currency'],
  },
  account_approvals: {
    columns: { ...account, approval: 'text' },
    key: ['program', 'partner', 'currency'],
  },
  // Why what is payable of an account is not paid, as the program's clock shows it.
  payable_reasons: {
    columns: {
      ...account,
      reason: 'text',
      amount_minor: 'numeric',
      since_ms: 'bigint?',
      ends_at_ms: 'bigint?',
      missing_minor: 'numeric?',
      expired_on_day: 'integer?',
      judge_again_at_ms: 'bigint?',
    },
    key: ['program', 'partner', 'currency', 'reason'],
    indexes: { payable_reasons_due: '(program, judge_again_at_ms) WHERE judge_again_at_ms IS NOT NULL' },
    fillPercent: 80,
  },
  statement_months: {
    columns: {
      ...account,
      month: 'integer',
      accrued_minor: 'numeric',
      adjusted_minor: 'numeric',
      reversed_minor: 'numeric',
      paid_minor: 'numeric',
      fees_minor: 'numeric',
      withheld_minor: 'numeric',
    },
    key: ['program', 'partner', 'currency', 'month'],
  },
  payouts: {
    columns: {
      ...account,
      made_at_ms: 'bigint',
      payout: 'text',
      rail: 'text',
      gross_minor: 'numeric',
      fee_minor: 'numeric',
      withheld_minor: 'numeric',
      net_minor: 'numeric',
      line_count: 'bigint',
      state: 'text',
      settled_at_ms: 'bigint?',
      reference: 'text?',
    },
    key: ['program', 'payout'],
    indexes: {
      payouts_in_order: '(program, partner, currency, made_at_ms, payout)',
      payouts_proposed: `(program, partner, currency) WHERE state = 'proposed'`,
    },
  },
  payout_profiles: {
    columns: {
      program: 'text',
      partner: 'text',
      rail: 'text?',
      method_changed_at_ms: 'bigint?',
      tax_forms: 'json',
      acknowledgement_open: 'boolean',
      withholding_rate: 'text?',
      payout_failed: 'boolean',
    },
    key: ['program', 'partner'],
  },
  trial_balance: {
    columns: {
      program: 'text',
      account: 'text',
      currency: 'text',
      debit_minor: 'numeric',
      credit_minor: 'numeric',
    },
    key: ['program', 'account', 'currency'],
  },
  postings: {
    columns: {
      program: 'text',
      seq: 'bigint',
      kind: 'text',
      about: 'text',
      debited: 'text',
      credited: 'text',
      currency: 'text',
      amount_minor: 'numeric',
      posted_at_ms: 'bigint',
    },
    // Only ever appended, in one transaction with the checkpoint: nothing would look a row up by a key.
    key: [],
    indexes: { postings_of_fact: '(program, seq)' },
  },
  rejected: {
    columns: {
      program: 'text',
      seq: 'bigint',
      source: 'text',
      id: 'text',
      event_type: 'text',
      code: 'text',
      detail: 'text',
      arrived_at_ms: 'bigint?',
      body: 'json?',
      body_ref: 'text?',
      // A digest: what makes two the same can be longer than an index takes.
      same: 'text',
      times: 'bigint',
      accepted_seq: 'bigint?',
      accepted_in: 'text?',
    },
    key: ['program', 'seq'],
    indexes: {
      rejected_same: '(program, same, seq)',
      // An id that could be accepted is shorter; one that was refused can be longer than an index takes.
      rejected_open: `(program, source, id) WHERE ${isOpen()}`,
    },
  },
  invoices: {
    columns: { program: 'text', invoice: 'text', customer: 'text', ...fact },
    key: ['program', 'invoice'],
  },
  takebacks: {
    columns: { program: 'text', event_type: 'text', about: 'text', invoice: 'text', waits: 'boolean', ...fact },
    key: ['program', 'seq'],
    indexes: {
      takebacks_waiting: '(program, invoice) WHERE waits',
      takebacks_of_invoice: '(program, invoice, event_type, seq)',
      takebacks_about: '(program, about, event_type)',
    },
  },
  sign_up_codes: {
    columns: { program: 'text', customer: 'text', code: 'text?', click_id: 'text?', ...fact },
    key: ['program', 'source', 'id'],
  },
  unowned_codes: {
    columns: { program: 'text', customer: 'text', claimed_at_ms: 'bigint', source: 'text', id: 'text' },
    key: ['program', 'customer', 'source', 'id'],
    indexes: { unowned_codes_in_order: '(program, claimed_at_ms, customer, source, id)' },
  },
  overrides: {
    columns: {
      program: 'text',
      customer: 'text',
      decided_by: 'text',
      evidence_ref: 'text',
      from_at_ms: 'bigint?',
      ...fact,
    },
    key: ['program', 'source', 'id'],
  },
  closed_months: {
    columns: { program: 'text', month: 'integer', closed_by: 'text?', ...fact },
    key: ['program', 'seq'],
  },
  anomalies: {
    columns: { program: 'text', code: 'text', invoice: 'text', detail: 'text' },
    key: ['program', 'code', 'invoice', 'detail'],
  },
  checkpoint: {
    columns: { projection: 'text', position: 'bigint' },
    key: ['projection'],
  },
} as const satisfies Readonly<Record<string, TableSpec>>;

export type TableName = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

/** The one row of the table `checkpoint`. */
export const PROJECTION = 'ledger';
