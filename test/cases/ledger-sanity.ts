import type { PayoutOutput, ProgramOutput, StatementOutput } from './ledger-output';
import { comparePython, dict, reprOf, tuple, type PythonValue } from './python-text';

/** What must hold inside one output of a program, whoever wrote it; every breach in words that begin with `where`. */
export function breachesInside(program: ProgramOutput, where: string): readonly string[] {
  const sayer = `${where} ${program.program}`;
  const statements = new Map<string, bigint>();
  return [
    ...trialBalanceBreaches(program).map((breach) => `${sayer}: ${breach}`),
    ...bookBreaches(program).map((breach) => `${sayer}: ${breach}`),
    ...statementBreaches(program.statements, statements).map((breach) => `${sayer}: ${breach}`),
    ...idBreaches(program).map((breach) => `${sayer}: ${breach}`),
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
      if (row.net !== row.paid - row.fees - row.withheld) breaches.push(`statement ${key} ${row.month}: net`);
      if (row.opening !== (closing.get(key) ?? 0n)) breaches.push(`statement ${key} ${row.month} does not chain`);
      closing.set(key, row.closing);
      return breaches;
    });
}

/** Only what was paid elsewhere may come to nothing, or less. */
function isWrongPayout({ gross, fee, withheld, net, rail }: PayoutOutput): boolean {
  return (net <= 0n && rail !== 'external') || net !== gross - fee - withheld;
}

function idBreaches({ payouts }: ProgramOutput): string[] {
  return new Set(payouts.map(({ payout }) => payout)).size < payouts.length ? ["a payout's id twice"] : [];
}

/** What partners are owed in the books is what is unpaid, and what is in transit what payouts in transit pay. */
function bookBreaches({ trialBalance, unpaid, payouts }: ProgramOutput): string[] {
  const books = new Map<string, { account: string; currency: string; rest: bigint }>();
  for (const { account, currency, debit, credit } of trialBalance) {
    books.set(bookOf(account, currency), { account, currency, rest: credit - debit });
  }
  const breaches: string[] = [];
  for (const { partner, currency, hold, payable } of unpaid) {
    for (const [account, amount] of [
      ['partner_hold', hold],
      ['partner_payable', payable],
    ] as const) {
      const name = `${account}:${partner}`;
      const rest = books.get(bookOf(name, currency))?.rest ?? 0n;
      books.delete(bookOf(name, currency));
      if (rest !== amount) breaches.push(`${name} ${currency} is not what is unpaid, ${amount}`);
    }
  }
  for (const { rail, currency, gross } of payouts.filter(({ state }) => state === 'in_transit')) {
    const account = `in_transit:${rail}`;
    const rest = (books.get(bookOf(account, currency))?.rest ?? 0n) - gross;
    books.set(bookOf(account, currency), { account, currency, rest });
  }
  const left = [...books.values()].filter(({ account, rest }) => rest !== 0n && MOVING.test(account));
  return [...breaches, ...left.map(({ account, currency, rest }) => `${account} ${currency}: ${rest} too much`)];
}

const MOVING = /^(partner_hold|partner_payable|in_transit)(:|$)/;
const bookOf = (account: string, currency: string) => reprOf(tuple(account, currency));

/** Σ lines − Σ payouts = what is unpaid = what the last statement closes with; and so state by state. */
function balanceBreaches(program: ProgramOutput, closing: ReadonlyMap<string, bigint>): string[] {
  const owed = new Sums();
  const states = new Sums();
  const travelling = new Sums();
  for (const line of program.lines) {
    owed.add(accountOf(line), line.amount);
    states.add(`${line.state} ${accountOf(line)}`, line.amount);
  }
  for (const payout of program.payouts) {
    if (payout.state === 'in_transit' || payout.state === 'paid') owed.add(accountOf(payout), -payout.gross);
    if (payout.state === 'in_transit') travelling.add(accountOf(payout), payout.gross);
  }
  const rows = new Map(program.unpaid.map((row) => [accountOf(row), row]));
  return [...new Set([...owed.byKey.keys(), ...rows.keys(), ...closing.keys()])].flatMap((key) => {
    const { hold = 0n, payable = 0n, inTransit = 0n } = rows.get(key) ?? {};
    const [left, closed] = [owed.of(key), closing.get(key) ?? 0n];
    const isSame = left === hold + payable && left === closed;
    const sums = `lines less payouts ${left}, unpaid ${hold + payable}, statement ${closed}`;
    const onTheWay = travelling.byKey.size === 0 ? [] : [travelling.of(key)];
    return [
      ...(isSame ? [] : [`${key}: ${sums}`]),
      ...unequal(key, 'hold', [states.of(`hold ${key}`), hold]),
      ...unequal(key, 'payable', [states.of(`payable ${key}`), payable]),
      ...unequal(key, 'in_transit', [states.of(`in_transit ${key}`), inTransit, ...onTheWay]),
    ];
  });
}

function unequal(key: string, state: string, amounts: readonly bigint[]): string[] {
  const got = new Set(amounts);
  return got.size > 1 ? [`${key}: ${state} {${[...got].join(', ')}}`] : [];
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
