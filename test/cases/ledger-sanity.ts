import type { PayoutOutput, ProgramOutput, StatementOutput } from './ledger-output';
import { comparePython, dict, reprOf, tuple, type PythonValue } from './python-text';

/** What must hold inside one output of a program, whoever wrote it; every breach in words that begin with `where`. */
export function breachesInside(program: ProgramOutput, where: string): readonly string[] {
  const sayer = `${where} ${program.program}`;
  const statements = new Map<string, bigint>();
  return [
    ...trialBalanceBreaches(program).map((breach) => `${sayer}: ${breach}`),
    ...statementBreaches(program.statements, statements).map((breach) => `${sayer}: ${breach}`),
    ...program.payouts.filter(isWrongPayout).map((payout) => `${sayer}: payout ${reprOf(dict({ ...payout }))}`),
    ...balanceBreaches(program, statements).map((breach) => `${sayer}: ${breach}`),
  ];
}

function trialBalanceBreaches({ trialBalance }: ProgramOutput): string[] {
  const debits = new Sums();
  const credits = new Sums();
  for (const { currency, debit, credit } of trialBalance) {
    debits.add(currency, debit);
    credits.add(currency, credit);
  }
  return [...debits.byKey]
    .filter(([currency, debit]) => debit !== credits.of(currency))
    .map(([currency, debit]) => `trial balance ${currency}: debit ${debit} credit ${credits.of(currency)}`);
}

/** Each row adds up and begins where the one before ended; leaves the last closing of every account in `closing`. */
function statementBreaches(rows: readonly StatementOutput[], closing: Map<string, bigint>): string[] {
  const order = (row: StatementOutput): PythonValue => tuple(row.partner, row.currency, row.month);
  return [...rows]
    .sort((a, b) => comparePython(order(a), order(b)))
    .flatMap((row) => {
      const key = accountOf(row);
      const breaches: string[] = [];
      if (row.closing !== row.opening + row.accrued + row.adjusted + row.reversed - row.paid) {
        breaches.push(`statement ${key} ${row.month} does not add up`);
      }
      if (row.net !== row.paid - row.fees) breaches.push(`statement ${key} ${row.month}: net`);
      if (row.opening !== (closing.get(key) ?? 0n)) breaches.push(`statement ${key} ${row.month} does not chain`);
      closing.set(key, row.closing);
      return breaches;
    });
}

function isWrongPayout({ gross, fee, net }: PayoutOutput): boolean {
  return net <= 0n || net !== gross - fee;
}

/** Σ lines − Σ payouts = what is unpaid = what the last statement closes with. */
function balanceBreaches(program: ProgramOutput, closing: ReadonlyMap<string, bigint>): string[] {
  const owed = new Sums();
  for (const line of program.lines) owed.add(accountOf(line), line.amount);
  for (const payout of program.payouts) owed.add(accountOf(payout), -payout.gross);
  const unpaid = new Map(program.unpaid.map((row) => [accountOf(row), row.hold + row.payable]));
  return [...new Set([...owed.byKey.keys(), ...unpaid.keys(), ...closing.keys()])].flatMap((key) => {
    const [left, open, closed] = [owed.of(key), unpaid.get(key) ?? 0n, closing.get(key) ?? 0n];
    if (left === open && open === closed) return [];
    return [`${key}: lines less payouts ${left}, unpaid ${open}, statement ${closed}`];
  });
}

function accountOf({ partner, currency }: { readonly partner: string; readonly currency: string }): string {
  return reprOf(tuple(partner, currency));
}

class Sums {
  readonly byKey = new Map<string, bigint>();

  add(key: string, amount: bigint): void {
    this.byKey.set(key, this.of(key) + amount);
  }

  of(key: string): bigint {
    return this.byKey.get(key) ?? 0n;
  }
}
