import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { currenciesNamed, isCurrency } from '@ledger/documents/currency';
import { formatMoney, fromMajorUnits } from '@ledger/documents/money-text';
import { UserError } from '@ledger/hosting/process/user-error';
import { accountList } from '@ledger/read-models/postgres/queries/account-list';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import { dataDirOption } from './data-dir-option';
import { offerOnEvidence, type EvidenceFlags } from './evidence/offer-on-evidence';
import { onProgram, type OnProgram } from './facts/on-program';
import { idArgument } from './id-argument';
import { personArgument } from './person-argument';

interface AdjustFlags extends EvidenceFlags {
  readonly data: string;
  readonly program: string;
  readonly partner: string;
  readonly currency: string;
  readonly amount: string;
  readonly reason: string;
}

/** `ledger adjust`: a bonus, a correction or a one-off fee, as a line of the partner's own. */
export function addAdjustCommand(program: Command): void {
  program
    .command('adjust')
    .description('Post a bonus, a correction or a one-off fee for a partner; said twice under one id, it counts once.')
    .argument('<id>', 'how it is named from now on, such as bonus-2026-11-alder', idArgument)
    .requiredOption('--program <name>', 'the program')
    .requiredOption('--partner <id>', 'the partner')
    .requiredOption('--currency <code>', 'such as USD')
    .requiredOption('--amount <amount>', 'such as 12.50; negative: taken from the partner (--amount=-12.50)')
    .requiredOption('--by <name>', 'who decides so', personArgument)
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--evidence <file or text>', 'what it rests on: kept beside the ledger by its hash')
    .option('--dry-run', 'record nothing: say what it would do')
    .addOption(dataDirOption())
    .action(adjust);
}

async function adjust(adjustment: string, flags: AdjustFlags): Promise<void> {
  const { partner, currency, by, reason } = flags;
  const amount = amountIn(flags.amount, currency);
  await onProgram(flags, async (on) => {
    await refuseUnknownCurrency(on, partner, currency);
    const data = { adjustment, partner, currency, amount: Number(amount), by, reason };
    const named = `${adjustment}, ${formatMoney(amount, currency)} ${currency} for ${partner} of ${flags.program}`;
    const fact = { about: 'adjust', id: `adjustment-${randomUUID()}`, type: 'adjustment.posted', data, partner, named };
    await offerOnEvidence(on, fact, flags);
  });
}

/** A slip would be paid out: a currency is one that there is, one of the terms, or one that the partner is owed in. */
async function refuseUnknownCurrency({ ledger, terms }: OnProgram, partner: string, currency: string): Promise<void> {
  if (isCurrency(currency) || currenciesNamed(terms).has(currency)) return;
  const accounts = await readProgram(ledger.readModels, terms.name, (snapshot) =>
    readRows(snapshot, accountList(snapshot, { partner })),
  );
  if (accounts.some((each) => each.currency === currency)) return;
  throw new UserError(`--currency ${currency} is no currency of ISO 4217, and none that ${terms.name} pays in`);
}

/** An amount in major units, as minor ones. Throws UserError. */
export function amountIn(text: string, currency: string): bigint {
  const minor = fromMajorUnits(text, currency);
  if (minor === null) {
    const example = formatMoney(1250n, currency);
    throw new UserError(`--amount ${text} is no amount of ${currency}: write it as ${example}, without groups`);
  }
  return minor;
}
