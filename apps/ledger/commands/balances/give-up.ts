import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import { formatMoney } from '@ledger/documents/money-text';
import { UserError } from '@ledger/hosting/process/user-error';
import { accountList } from '@ledger/read-models/postgres/queries/account-list';
import { balanceBeforeGivingUp } from '@ledger/read-models/postgres/queries/balance-before-giving-up';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { amountIn } from '../adjust';
import { dataDirOption } from '../data-dir-option';
import { offerOnEvidence, type EvidenceFlags } from '../evidence/offer-on-evidence';
import { onProgram, type OnProgram } from '../facts/on-program';
import { personArgument } from '../person-argument';

interface ForfeitFlags extends EvidenceFlags {
  readonly data: string;
  readonly program: string;
  readonly reason: string;
}

interface WriteOffFlags extends ForfeitFlags {
  readonly currency: string;
  readonly amount?: string;
}

/** `ledger balances write-off` and `forfeit`: what a partner owes is given up, or what it is owed lapses. */
export function addGivingUp(balances: Command): void {
  decided(
    balances
      .command('write-off')
      .description('Give up what a partner owes and will never pay back.')
      .argument('<partner>', 'who owes')
      .requiredOption('--currency <code>', 'such as USD')
      .option('--amount <amount>', 'so much of it (default: all)'),
  ).action(writeOff);
  decided(
    balances
      .command('forfeit')
      .description(
        'Let all that is unpaid of a partner that cheated lapse, in every currency; later revenue is not touched.',
      )
      .argument('<partner>', 'who loses it'),
  ).action(forfeit);
}

function decided(command: Command): Command {
  return command
    .requiredOption('--program <name>', 'the program')
    .requiredOption('--by <name>', 'who decides so', personArgument)
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--evidence <file or text>', 'what it rests on: kept beside the ledger by its hash')
    .option('--dry-run', 'record nothing: say what it would do')
    .addOption(dataDirOption());
}

async function writeOff(partner: string, flags: WriteOffFlags): Promise<void> {
  const { currency, by, reason, program } = flags;
  await onProgram(flags, async (on) => {
    const owed = await owedBy(on, partner, currency);
    const amount = flags.amount === undefined ? owed : amountIn(flags.amount, currency);
    if (amount <= 0n || amount > owed) {
      const owes = `${partner} of ${program} owes ${formatMoney(owed, currency)} ${currency}`;
      throw new UserError(`${owes}: there is nothing to write off${amount > 0n ? ' so high' : ''}`);
    }
    const data = { partner, currency, amount: Number(amount), by, reason };
    const named = `write-off of ${formatMoney(amount, currency)} ${currency} that ${partner} of ${program} owes`;
    await offerOnEvidence(on, { ...(await factOf(on, 'balance.written_off', data)), partner, named }, flags);
  });
}

async function forfeit(partner: string, flags: ForfeitFlags): Promise<void> {
  const { by, reason, program } = flags;
  await onProgram(flags, async (on) => {
    const named = `forfeit of all that is unpaid of ${partner} of ${program}`;
    const fact = await factOf(on, 'balance.forfeited', { partner, by, reason });
    await offerOnEvidence(on, { ...fact, partner, named }, flags);
  });
}

/** What each of them says, beside what it is about. */
interface Decided {
  readonly partner: string;
  readonly by: string;
  readonly reason: string;
}

/**
 * Its id follows from what is said, personal values by their keyed hashes, and from the balance that it is said about: the
 * same said again, as from a shell's history or after an answer that was lost, is no second one; on a new balance it is.
 */
async function factOf({ ledger, terms }: OnProgram, type: GivingUp, data: Decided) {
  const { concealer, readModels } = ledger;
  const said = { ...data, by: concealer.refOf(data.by, 'person'), reason: concealer.refOf(data.reason, 'text') };
  const balance = await readProgram(readModels, terms.name, (snapshot) =>
    balanceBeforeGivingUp(snapshot, data.partner, REASONS[type]),
  );
  const hash = createHash('sha256')
    .update(JSON.stringify([terms.name, type, said, balance]))
    .digest('hex');
  return { about: 'balances', id: `${type}-${hash.slice(0, ID_DIGITS)}`, type, data };
}

const REASONS = { 'balance.written_off': 'write_off', 'balance.forfeited': 'forfeit' } as const;
type GivingUp = keyof typeof REASONS;

const ID_DIGITS = 32;

/** What a partner owes, as of now; 0n: nothing. */
async function owedBy({ ledger, terms }: OnProgram, partner: string, currency: string): Promise<bigint> {
  const accounts = await readProgram(ledger.readModels, terms.name, (snapshot) =>
    readRows(snapshot, accountList(snapshot, { partner })),
  );
  const payable = accounts.find((each) => each.currency === currency)?.payableMinor ?? 0n;
  return payable < 0n ? -payable : 0n;
}
