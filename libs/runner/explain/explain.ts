import type { Account } from '@ledger/explain/account';
import { explainCustomer } from '@ledger/explain/explain-customer';
import { explainInvoice } from '@ledger/explain/explain-invoice';
import { explainLine } from '@ledger/explain/explain-line';
import { explainOwnLine } from '@ledger/explain/explain-own-line';
import { explainPayout } from '@ledger/explain/explain-payout';
import type { ProgramTerms } from '@ledger/program/program-terms';
import { termsByFacts } from '../terms-by-facts';
import { LogReader, type ExplainedLog } from './log-reader';
import { readCustomer, readInvoice, readOwnLine, readPayout } from './read-dossiers';

/** What somebody wants explained. */
export type Question =
  | {
      readonly of: 'line';
      readonly partner: string;
      readonly invoice: string;
      readonly line: string;
      readonly seq: number | null;
    }
  /** A line of the partner's own. */
  | { readonly of: 'own-line'; readonly partner: string; readonly line: string }
  | { readonly of: 'invoice'; readonly invoice: string }
  | { readonly of: 'payout'; readonly payout: string }
  | { readonly of: 'customer'; readonly customer: string };

/**
 * How something in a program's ledger came about, from what its log records of it; null: the log has nothing of it.
 * Versions of the terms that facts published after `program` was read are read from the log.
 */
export async function explain(log: ExplainedLog, program: ProgramTerms, question: Question): Promise<Account | null> {
  const known = program.versions.length === 0 ? await termsByFacts(log.store, program.name) : program;
  return accountOf(new LogReader(log, known), question);
}

async function accountOf(reader: LogReader, question: Question): Promise<Account | null> {
  switch (question.of) {
    case 'line': {
      const dossier = await readInvoice(reader, question.invoice);
      return dossier === null ? null : explainLine(dossier, question);
    }
    case 'own-line': {
      const dossier = await readOwnLine(reader, question.partner, question.line);
      return dossier === null ? null : explainOwnLine(dossier);
    }
    case 'invoice': {
      const dossier = await readInvoice(reader, question.invoice);
      return dossier === null ? null : explainInvoice(dossier);
    }
    case 'payout': {
      const dossier = await readPayout(reader, question.payout);
      return dossier === null ? null : explainPayout(dossier);
    }
    case 'customer': {
      const dossier = await readCustomer(reader, question.customer);
      return dossier === null ? null : explainCustomer(dossier);
    }
  }
}
