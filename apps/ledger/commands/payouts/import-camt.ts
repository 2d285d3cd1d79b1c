import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import type { LineAnswer } from '@ledger/rails/manual/bank-batch';
import type { MatchedFile, Proposal } from '@ledger/rails/manual/camt054/match-movements';
import { readCamt054 } from '@ledger/rails/manual/camt054/read-camt-054';
import type { BatchFlags } from './batch-commands';
import { withBankOffice } from './with-bank-office';

export interface ImportFlags extends BatchFlags {
  readonly apply?: boolean;
  readonly by?: string;
}

/** Says what a notification of the bank tells of payments and, if asked to, has it recorded: all that matches, or nothing. */
export async function importCamt(file: string, flags: ImportFlags): Promise<void> {
  const { program, apply = false, by } = flags;
  if (apply && by === undefined) throw new UserError('say --by NAME: who records it');
  const text = textOf(file);
  const read = readCamt054(text);
  if (!read.ok) throw new UserError(`${file}: ${read.fault}`);
  await withBankOffice(flags, async (office) => {
    const matched = await office.match(program, read.movements);
    tell(matched);
    const count = matched.proposals.length;
    if (count === 0) return say('there is nothing to record');
    if (!apply || by === undefined) return say(`nothing was recorded: --apply --by NAME records ${count}`);
    const evidence = `camt.054 ${basename(file)}, SHA-256 ${hash('sha256', text, 'hex')}`;
    await office.take(matched, { by, evidence });
    say(`${count} recorded; the ledger that runs takes it over at once, one that does not when it starts`);
  });
}

function tell({ proposals, known, unmatched }: MatchedFile): void {
  for (const each of proposals) say(proposalText(each));
  for (const { movement, line } of known) say(`${line.payout} (${movement.place}): known, nothing changes`);
  for (const { movement, why } of unmatched) say(`left alone (${movement.place}): ${why}`);
}

function proposalText({ movement, line, answer }: Proposal): string {
  return `${line.payout} of ${line.batch} (${movement.place}): ${answerText(answer)}`;
}

function answerText(answer: LineAnswer): string {
  return answer.says === 'paid' ? 'paid' : `${answer.says}, ${answer.code}`;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: ${(error as Error).message}`);
  }
}
