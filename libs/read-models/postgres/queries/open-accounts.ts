import type { Instant } from '@ledger/kernel/instant';
import type { LineHold } from '@ledger/stages/commission/commission.decisions';
import { count, flag, orNull, time } from '../../definition/column';
import { listed, readerOf, type StoredRow } from '../../definition/stored-row';
import { accountApprovals } from '../../tables/account-approvals';
import { accounts, type HeldReason, type OpenAccount } from '../../tables/accounts';
import { cursorRows } from '../cursor-rows';
import { textArray } from '../text-array';
import { encodeText } from '../text-codec';
import type { ProgramSnapshot } from './program-snapshot';

const HELD: Readonly<Record<HeldReason, string>> = {
  clearing: 'l.clears_at_ms > $2',
  dispute: isHeldFor('dispute'),
  not_activated: isHeldFor('not_activated'),
};

/**
 * Accounts with something in hold, payable or in transit, whether they have payable lines, and why lines are in hold. `where` is about a table with
 * program, partner and currency, named `t` in it; `$2` is the moment that tells which lines are still clearing.
 */
const openAccounts = (schema: string, where: (t: string) => string) => `
  SELECT ${listed(accounts.columns, 'a')}, w.approval, q.made_at_ms AS proposed_at_ms,
         coalesce(q.gross_minor <> a.payable_minor OR q.line_count <> coalesce(o.payable_lines, 0), false) AS is_overtaken,
         coalesce(o.payable_lines, 0) AS payable_lines, coalesce(o.has_payable, false) AS has_payable, coalesce(o.has_held, false) AS has_held,
         ${Object.keys(HELD)
           .map((reason) => `coalesce(o.${reason}, false) AS ${reason}`)
           .join(', ')}
    FROM ${schema}.accounts a
    LEFT JOIN ${schema}.account_approvals w USING (program, partner, currency)
    LEFT JOIN ${schema}.payouts q
      ON q.program = a.program AND q.partner = a.partner AND q.currency = a.currency AND q.state = 'proposed'
    LEFT JOIN (
      SELECT l.partner, l.currency,
             bool_or(l.state = 'payable') AS has_payable,
             count(*) FILTER (WHERE l.state = 'payable') AS payable_lines,
             bool_or(l.state = 'hold') AS has_held,
             ${Object.entries(HELD)
               .map(([reason, is]) => `bool_or(l.state = 'hold' AND ${is}) AS ${reason}`)
               .join(',\n             ')}
        FROM ${schema}.lines l
        LEFT JOIN ${schema}.invoice_holds h
          ON h.program = l.program AND h.invoice = l.invoice AND h.partner = l.partner
       WHERE ${where('l')} AND l.paid_at_ms IS NULL
       GROUP BY l.partner, l.currency
    ) o ON o.partner = a.partner AND o.currency = a.currency
   WHERE ${where('a')} AND (a.hold_minor <> 0 OR a.payable_minor <> 0 OR a.in_transit_minor <> 0)
   ORDER BY a.partner, a.currency`;

function isHeldFor(hold: LineHold): string {
  return `coalesce('${hold}' = ANY (h.holds), false)`;
}

const read = readerOf<Omit<OpenAccount, 'heldReasons'>>({
  ...accounts.columns,
  approval: orNull(accountApprovals.columns.approval),
  proposedAt: orNull(time('proposed_at_ms')),
  isProposalOvertaken: flag('is_overtaken'),
  payableLines: count('payable_lines'),
  hasPayableLines: flag('has_payable'),
  hasHeldLines: flag('has_held'),
});

function toOpenAccount(stored: StoredRow): OpenAccount {
  const reasons = Object.keys(HELD) as HeldReason[];
  return { ...read(stored), heldReasons: reasons.filter((reason) => stored[reason] === true) };
}

/** All of a program, by partner and currency; `asOf` tells which lines are still clearing. */
export async function* readOpenAccounts(
  { sql, schema, about: { program } }: ProgramSnapshot,
  asOf: Instant,
): AsyncIterable<OpenAccount> {
  const query = openAccounts(schema, (t) => `${t}.program = $1`);
  for await (const stored of cursorRows<StoredRow>(sql, query, [encodeText(program), asOf])) {
    yield toOpenAccount(stored);
  }
}

/** The accounts of some partners with something in hold, payable or in transit, by partner and currency; `asOf` tells which lines are still clearing. */
export async function openAccountsOfPartners(
  { sql, schema, about: { program } }: ProgramSnapshot,
  partners: readonly string[],
  asOf: Instant,
): Promise<readonly OpenAccount[]> {
  const query = openAccounts(schema, (t) => `${t}.program = $1 AND ${t}.partner = ANY ($3::text[])`);
  const rows = await sql.rows<StoredRow>(query, [encodeText(program), asOf, textArray(partners)]);
  return rows.map(toOpenAccount);
}
