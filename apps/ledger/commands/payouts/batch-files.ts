import { formatInstant } from '@ledger/kernel/instant';
import { inMajorUnits } from '@ledger/documents/money-text';
import { textTable } from '@ledger/documents/text-table';
import { say } from '@ledger/hosting/process/print';
import { PostgresBatches } from '@ledger/rails/desk/postgres-batches';
import type { Batch, BatchLine } from '@ledger/rails/manual/bank-batch';
import { BankRefusal } from '@ledger/rails/manual/bank-refusal';
import { writeWhole } from '@ledger/machine/files/write-whole';
import type { BatchFlags } from './batch-commands';
import { withBankOffice } from './with-bank-office';

/** Prints the batches of a program. */
export async function listBatches(flags: BatchFlags): Promise<void> {
  await withBankOffice(flags, async (_, { pool }) => {
    const batches = await new PostgresBatches(pool).list(flags.program);
    if (batches.length === 0) return say(`${flags.program} has no batches`);
    const head = ['batch', 'made', 'payments', 'total', 'currency', 'format', 'state', 'SHA-256'];
    say(textTable(head, batches.map(batchCells), { right: ['payments', 'total'] }));
  });
}

/** Prints what became of each payment of a batch. */
export async function showBatch(id: string, flags: BatchFlags): Promise<void> {
  await withBankOffice(flags, async (office, { pool }) => {
    const desk = new PostgresBatches(pool);
    const lines = await desk.lines(flags.program, id);
    if (lines.length === 0) {
      throw new BankRefusal('not_found', `${flags.program} has no ${id}: payouts batch list shows those that it has`);
    }
    const head = ['payout', 'partner', 'payee', 'amount', 'currency', 'end to end id', 'state', 'code'];
    say(textTable(head, lines.map(lineCells), { right: ['amount'] }));
    if ((await desk.find(flags.program, id))?.state !== 'made') return;
    const closed = await office.closedIn(flags.program, id);
    if (closed.length === 0) return;
    say(`not in transit any more: ${closed.join(', ')}: the bank would pay it again`);
    say(`give the batch up (payouts batch give-up ${id}), and make another without`);
  });
}

/** Writes the file of a batch once more. */
export async function writeOutBatch(id: string, flags: BatchFlags & { readonly out: string }): Promise<void> {
  await withBankOffice(flags, async (office) => {
    const { batch, text } = await office.file(flags.program, id);
    await writeWhole(flags.out, text);
    say(`${flags.out}: ${id} of ${flags.program}, SHA-256 ${batch.file.hash}`);
  });
}

/** Frees the payouts of a batch that went to no bank. */
export async function giveUpBatch(
  id: string,
  flags: BatchFlags & { readonly by: string; readonly reason: string },
): Promise<void> {
  await withBankOffice(flags, async (office) => {
    await office.giveUp(flags.program, id, flags);
    say(`${id} of ${flags.program} is given up: its payouts go into the next batch; send its file to nobody`);
  });
}

function batchCells({ batch, madeAt, payments, totalMinor, currency, format, state, file }: Batch): string[] {
  const total = inMajorUnits(totalMinor, currency);
  return [batch, formatInstant(madeAt), String(payments), total, currency, format, state.replace('_', ' '), file.hash];
}

function lineCells({ payout, partner, payee, amountMinor, currency, endToEndId, state, code }: BatchLine): string[] {
  const amount = inMajorUnits(amountMinor, currency);
  return [payout, partner, payee, amount, currency, endToEndId, state.replace('_', ' '), code ?? ''];
}
