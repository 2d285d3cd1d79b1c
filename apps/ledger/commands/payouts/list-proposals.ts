import { formatMoney } from '@ledger/documents/money-text';
import { textTable } from '@ledger/documents/text-table';
import { say } from '@ledger/hosting/process/print';
import type { OpenLedger } from '@ledger/hosting/storage/open-ledger';
import { formatInstant } from '@ledger/kernel/instant';
import { add, ZERO } from '@ledger/kernel/money';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { openAccountsOfPartners } from '@ledger/read-models/postgres/queries/open-accounts';
import { readProgram, type ProgramSnapshot } from '@ledger/read-models/postgres/queries/program-snapshot';
import { payoutList, type PayoutRow } from '@ledger/read-models/tables/payouts';

interface Proposal {
  readonly program: string;
  readonly proposed: PayoutRow;
  /** Other lines are payable than it would pay: it cannot be approved, and the next run replaces it. */
  readonly isOvertaken: boolean;
}

/** The proposals that wait for a person, with what their lines come to. */
export async function listProposals(
  { readModels }: OpenLedger,
  programs: readonly string[],
  format: 'table' | 'json',
): Promise<void> {
  const proposals: Proposal[] = [];
  for (const program of programs) proposals.push(...(await readProgram(readModels, program, proposalsIn)));
  if (format === 'json') for (const each of proposals) say(JSON.stringify(fieldsOf(each)));
  else if (proposals.length === 0) say('no payout waits for an approval');
  else say([textTable(HEAD, proposals.map(cellsOf), { right: AMOUNTS }), ...totalsOf(proposals)].join('\n'));
}

async function proposalsIn(snapshot: ProgramSnapshot): Promise<Proposal[]> {
  const { program, clock } = snapshot.about;
  if (clock === null) return [];
  const rows = await readRows(snapshot, payoutList(snapshot, { state: 'proposed' }));
  const partners = [...new Set(rows.map(({ partner }) => partner))];
  const accounts = await openAccountsOfPartners(snapshot, partners, clock);
  return rows.map((proposed) => {
    const { partner, currency } = proposed;
    const account = accounts.find((each) => each.partner === partner && each.currency === currency);
    return { program, proposed, isOvertaken: account?.isProposalOvertaken ?? true };
  });
}

const AMOUNTS = ['gross', 'fee', 'withheld', 'net', 'lines'];
const HEAD = ['program', 'payout', 'partner', 'rail', 'currency', ...AMOUNTS, 'proposed at', 'approving it'];

function cellsOf({ program, proposed, isOvertaken }: Proposal): string[] {
  const { payout, partner, rail, currency, grossMinor, feeMinor, withheldMinor, netMinor, lineCount, at } = proposed;
  const amounts = [grossMinor, feeMinor, withheldMinor, netMinor].map((minor) => formatMoney(minor, currency));
  const outcome = isOvertaken ? 'is refused: other lines are payable now' : 'makes it';
  return [program, payout, partner, rail, currency, ...amounts, String(lineCount), formatInstant(at), outcome];
}

function fieldsOf({ program, proposed, isOvertaken }: Proposal) {
  const { payout, partner, rail, currency, grossMinor, feeMinor, withheldMinor, netMinor, lineCount, at } = proposed;
  const amounts = Object.entries({ grossMinor, feeMinor, withheldMinor, netMinor });
  const texts = Object.fromEntries(amounts.map(([name, minor]) => [name, minor.toString()]));
  const proposedAt = formatInstant(at);
  return { program, payout, partner, rail, currency, ...texts, lines: lineCount, proposedAt, overtaken: isOvertaken };
}

/** By currency, what all proposals come to. */
function totalsOf(proposals: readonly Proposal[]): string[] {
  const currencies = [...new Set(proposals.map(({ proposed }) => proposed.currency))].sort();
  return currencies.map((currency) => {
    const rows = proposals.map(({ proposed }) => proposed).filter((row) => row.currency === currency);
    const gross = rows.reduce((sum, { grossMinor }) => add(sum, grossMinor), ZERO);
    const lines = rows.reduce((sum, { lineCount }) => sum + lineCount, 0);
    return `  together ${formatMoney(gross, currency)} ${currency}: ${rows.length} proposals, ${lines} lines`;
  });
}
