import type { FoldedProgram } from './folded-program';
import { judgePayable, type TermsOf } from './judge-payable';
import { moveEarlierLines } from './move-lines';
import type { Sql } from './sql';
import {
  accountRows,
  anomalyRows,
  approvalRows,
  approvedKeys,
  attributionRows,
  countedCustomerRows,
  invoiceHoldsRows,
  lineRows,
  monthRows,
  partnerRows,
  payoutProfileRows,
  payoutRows,
  postingRows,
  programRows,
  promotionRows,
  resolvedAnomalyKeys,
  termsVersionRows,
  replacedKeys,
  trialBalanceRows,
  uncountedKeys,
  unheldKeys,
} from './table-rows';
import { deleteProgram, deleteRows } from './delete-rows';
import { writeFacts } from './write-facts';
import { writeRejections } from './write-rejections';
import { writeRows } from './write-rows';

/** Writes what a batch came to for one program, a statement per table. `termsOf`: those of the program up to the batch. */
export async function writeFolded(sql: Sql, schema: string, folded: FoldedProgram, termsOf: TermsOf): Promise<void> {
  await moveEarlierLines(sql, schema, folded);
  await writeRows(sql, schema, 'lines', lineRows(folded), 'fail');
  await writeRows(sql, schema, 'postings', postingRows(folded), 'fail');
  await writeRejections(sql, schema, folded);
  await writeFacts(sql, schema, folded);
  await writeRows(sql, schema, 'anomalies', anomalyRows(folded), 'keep');
  await writeRows(sql, schema, 'programs', programRows(folded), 'add');
  if (folded.termsBegin) await deleteProgram(sql, schema, 'terms_versions', folded.program);
  await writeRows(sql, schema, 'terms_versions', termsVersionRows(folded), 'fail');
  await writeRows(sql, schema, 'accounts', accountRows(folded), 'add');
  await writeRows(sql, schema, 'statement_months', monthRows(folded), 'add');
  await writeRows(sql, schema, 'trial_balance', trialBalanceRows(folded), 'add');
  await writeRows(sql, schema, 'account_approvals', approvalRows(folded), 'replace');
  await writeRows(sql, schema, 'payouts', payoutRows(folded), 'replace');
  await writeRows(sql, schema, 'partners', partnerRows(folded), 'replace');
  await writeRows(sql, schema, 'promotions', promotionRows(folded), 'replace');
  await writeRows(sql, schema, 'attributions', attributionRows(folded), 'replace');
  await writeRows(sql, schema, 'invoice_holds', invoiceHoldsRows(folded), 'replace');
  await writeRows(sql, schema, 'payout_profiles', payoutProfileRows(folded), 'replace');
  await writeRows(sql, schema, 'counted_customers', countedCustomerRows(folded), 'replace');
  await deleteRows(sql, schema, 'counted_customers', uncountedKeys(folded));
  await deleteRows(sql, schema, 'account_approvals', approvedKeys(folded));
  await deleteRows(sql, schema, 'payouts', replacedKeys(folded));
  await deleteRows(sql, schema, 'invoice_holds', unheldKeys(folded));
  await deleteRows(sql, schema, 'anomalies', resolvedAnomalyKeys(folded));
  await judgePayable(sql, schema, folded, termsOf);
}
