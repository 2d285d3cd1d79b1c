import { formatMoney } from '@ledger/documents/money-text';
import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { writeWhole } from '@ledger/machine/files/write-whole';
import type { BankOffice, MadeBatch } from '@ledger/rails/manual/bank-office';
import type { LeftOut } from '@ledger/rails/manual/plan-batch';
import type { MakeFlags } from './batch-commands';
import { withBankOffice } from './with-bank-office';

/** Makes the files of the payouts that wait, and says which it leaves out. */
export async function makeBatches(flags: MakeFlags): Promise<void> {
  const { program, currency = null, format, executeOn = null, out } = flags;
  if (out !== undefined && currency === null) {
    throw new UserError('--out names one file, and each currency has its own: say --currency, or leave --out out');
  }
  await withBankOffice(flags, async (office) => {
    const made = await office.make({ program, currency, format, executeOn });
    if (made.length === 0) {
      say(`no payout of ${program} by hand${currency === null ? '' : ` in ${currency}`} is in transit and in no batch`);
    }
    for (const each of made) await tell(office, program, each, out);
  });
}

async function tell(office: BankOffice, program: string, { batch, leftOut, currency }: MadeBatch, out?: string) {
  for (const each of leftOut) say(leftOutText(program, each));
  if (batch === null) return say(`no batch was made in ${currency}: no payout in it may go out yet`);
  const { batch: id, payments, totalMinor, format, file } = batch;
  const count = payments === 1 ? '1 payment' : `${payments} payments`;
  say(
    `${id} of ${program}: ${count}, ${formatMoney(totalMinor, currency)} ${currency}, ${format}, SHA-256 ${file.hash}`,
  );
  if (out === undefined) return say(`write the file: payouts batch out ${id} --program ${program} --out FILE`);
  await writeWhole(out, (await office.file(program, id)).text);
  say(`${out}: give it to the bank, then: payouts batch sent ${id} --program ${program} --by NAME`);
}

function leftOutText(program: string, { payout: { payout, partner }, payeeId, missing, waits }: LeftOut): string {
  const whose = payeeId === partner ? partner : `${partner}, payee ${payeeId}`;
  const reasons = [
    ...(missing.length === 0 ? [] : [`missing: ${missing.join(', ')} (payees set ${payeeId} --program ${program} …)`]),
    ...waits,
  ];
  return `${payout} (${whose}) is left out, ${reasons.join('; ')}`;
}
