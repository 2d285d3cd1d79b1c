import { formatMoney } from '@ledger/documents/money-text';
import { Evidence } from '@ledger/documents/evidence/evidence';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { accountList, type ListedAccount } from '@ledger/read-models/postgres/queries/account-list';
import { readRows } from '@ledger/read-models/postgres/queries/list-query';
import { readProgram } from '@ledger/read-models/postgres/queries/program-snapshot';
import type { CommandFact, OnProgram } from '../facts/on-program';
import { tryFact } from '../facts/try-fact';
import { bringUpToDate } from '../with-read-models';
import { handedIn } from './handed-in';

export interface EvidenceFlags {
  readonly by: string;
  readonly evidence: string;
  readonly dryRun?: boolean;
}

/** A fact about a partner, and what it is called where it does or does not come about. */
export interface PartnerFact extends CommandFact {
  readonly partner: string;
  readonly named: string;
}

/**
 * Offers a fact that changes what a partner is owed, its evidence kept before, and says what it did to the accounts; in
 * a dry run only what it would do. Throws UserError where the ledger does not take it.
 */
export async function offerOnEvidence(on: OnProgram, fact: PartnerFact, flags: EvidenceFlags): Promise<void> {
  const { partner, named } = fact;
  const file = handedIn(flags.evidence);
  const before = await accountsOf(on, partner);
  if (flags.dryRun === true) return tellTrial(on, fact, before);
  const about = { program: on.terms.name, source: `ledger/${fact.about}`, event: fact.id, type: fact.type };
  const kept = await new Evidence(on.ledger.pool).keep({ ...about, partner, by: flags.by }, file);
  const answer = await on.offer(fact);
  await kept.answered(answer.code ?? (answer.repeated ? 'repeated' : answer.verdict));
  if (answer.verdict === 'rejected') throw refused(fact, answer);
  if (isKnown(answer)) return say(`${named}: the ledger knows it already, nothing changed`);
  await bringUpToDate(on.ledger);
  say(`${named}: recorded, on evidence ${kept.sha256}`);
  for (const line of changes(before, await accountsOf(on, partner))) say(line);
}

async function tellTrial(on: OnProgram, fact: PartnerFact, before: readonly ListedAccount[]): Promise<void> {
  const tried = await tryFact(on.ledger, on.event(fact));
  const { verdict, code, detail, lines } = tried;
  if (verdict === 'rejected') throw refused(fact, { code, detail });
  if (isKnown(tried)) return say(`${fact.named}: the ledger knows it already, nothing would change`);
  say(`${fact.named} would post`);
  for (const { currency, reason, amountMinor } of lines) {
    const account = before.find((each) => each.currency === currency);
    const unpaid = account === undefined ? 0n : account.holdMinor + account.payableMinor;
    const money = (minor: bigint) => formatMoney(minor, currency);
    const after = unpaid + BigInt(amountMinor);
    say(`  ${money(BigInt(amountMinor))} ${currency} (${reason}): unpaid ${money(unpaid)} → ${money(after)}`);
  }
  if (lines.length === 0) say('  no line: nothing is unpaid');
  say('nothing was recorded');
}

/** Whether nothing came of it because it was recorded before: the very event, or another that says the same. */
function isKnown({ verdict, repeated }: { readonly verdict: string; readonly repeated?: boolean }): boolean {
  return verdict === 'ignored' || repeated === true;
}

function refused({ named }: PartnerFact, { code, detail }: { readonly code?: string; readonly detail?: string }) {
  const why = code === undefined ? undefined : IN_WORDS[code];
  return new UserError(`${named}: not taken: ${why === undefined ? `${code} (${detail})` : `${why} (${code})`}`);
}

const IN_WORDS: Readonly<Record<string, string>> = {
  unknown_partner: 'there is no such partner in the program',
  adjustment_conflict: 'its id was used for another adjustment: name it otherwise',
  nothing_to_write_off: 'the partner does not owe so much in that currency',
  id_reused:
    'the same was recorded before, by the same person for the same reason, and what is unpaid is no other since: a second one needs another reason',
};

function accountsOf({ ledger, terms }: OnProgram, partner: string): Promise<readonly ListedAccount[]> {
  return readProgram(ledger.readModels, terms.name, (snapshot) =>
    readRows(snapshot, accountList(snapshot, { partner })),
  );
}

/** What a fact did to a partner's accounts, a line for each currency. */
function changes(before: readonly ListedAccount[], after: readonly ListedAccount[]): string[] {
  const currencies = [...new Set([...before, ...after].map(({ currency }) => currency))].sort();
  const text = (accounts: readonly ListedAccount[], currency: string) => {
    const { holdMinor = 0n, payableMinor = 0n } = accounts.find((each) => each.currency === currency) ?? {};
    return `payable ${formatMoney(payableMinor, currency)}, in hold ${formatMoney(holdMinor, currency)}`;
  };
  return currencies
    .filter((currency) => text(before, currency) !== text(after, currency))
    .map((currency) => `  ${currency}: ${text(before, currency)} → ${text(after, currency)}`);
}
