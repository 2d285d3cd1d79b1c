import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORDS } from '@ledger/explain/catalogue/words';
import { MENDS } from '@ledger/explain/mend-of-code';
import { statementColumn } from '@ledger/read-models/tables/statement-column';
import { LOST_REASONS } from '@ledger/stages/attribution/attribution.decisions';
import { LINE_REASONS, type LineReason } from '@ledger/stages/commission/commission.decisions';
import type { NothingReason } from '@ledger/stages/commission/line-figures';
import { SHOWN_PAYOUT_STATES } from '@ledger/stages/intake/later-stages';
import { WAITING_REASONS } from '@ledger/stages/payout/unpaid-amounts';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'reasons.md'), 'utf8');

/** All words of a type: the compiler refuses this file when one is missing or too many. */
const NOTHING: Record<NothingReason, true> = {
  no_credit: true,
  not_a_partner: true,
  terminated: true,
  opted_out: true,
  engagement_ended: true,
  kind: true,
  no_amount: true,
  not_settled: true,
  end: true,
  not_first_payment: true,
  churn: true,
  taken_back: true,
  clawback: true,
  rounds_to_nothing: true,
};

/** The cells of the rows under a heading of the page. */
function rowsUnder(heading: string): string[][] {
  const section = PAGE.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((row) =>
    row
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', ''))
      .slice(1, -1),
  );
}

it.each([
  ['Why a line was posted', LINE_REASONS],
  ['Why an invoice line earned nothing', Object.keys(NOTHING)],
  ['Why money is not paid yet', WAITING_REASONS],
  ['Why a claim on a customer was lost', LOST_REASONS],
  ['What a failed payout asks for', Object.keys(MENDS)],
  ['States of a payout', SHOWN_PAYOUT_STATES],
])('docs/reasons.md explains every word and no other: %s', (heading, words) => {
  const explained = rowsUnder(heading).map(([word]) => word);
  expect(explained.toSorted()).toEqual([...words].toSorted());
});

it('docs/reasons.md names the column of the statement that a reason adds up in', () => {
  for (const [reason, , column] of rowsUnder('Why a line was posted')) {
    expect(`${column}Minor`).toBe(statementColumn(reason as LineReason));
  }
});

it('docs/reasons.md says of each code what `ledger explain` says', () => {
  for (const [mend = '', codes = '', todo] of rowsUnder('What a failed payout asks for')) {
    expect(todo).toBe(WORDS[`mend.${mend as keyof typeof MENDS}`].en);
    for (const code of MENDS[mend as keyof typeof MENDS]) expect(codes.split(', ')).toContain(code);
  }
});
