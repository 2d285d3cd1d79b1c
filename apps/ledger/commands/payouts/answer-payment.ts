import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import type { LineAnswer } from '@ledger/rails/manual/bank-batch';
import type { BatchFlags } from './batch-commands';
import { withBankOffice } from './with-bank-office';

export interface AnswerFlags extends BatchFlags {
  readonly paid?: boolean;
  readonly failed?: string;
  readonly returned?: string;
  readonly batch: string;
  readonly by: string;
  readonly evidence: string;
}

/** Takes what a person says became of a payment. */
export async function answerPayment(payout: string, flags: AnswerFlags): Promise<void> {
  const answer = answerIn(flags);
  const { program, batch, by, evidence } = flags;
  await withBankOffice(flags, async (office) => {
    const isNew = await office.answer({ program, payout, batch }, answer, { by, evidence });
    say(
      isNew
        ? `${payout} of ${program}: recorded as ${answer.says}; the ledger that runs takes it over at once, one that does not when it starts`
        : `${payout} of ${program}: that was said before, nothing changes`,
    );
  });
}

function answerIn({ paid = false, failed, returned }: AnswerFlags): LineAnswer {
  const answers: LineAnswer[] = [
    ...(paid ? [{ says: 'paid' as const }] : []),
    ...(failed === undefined ? [] : [{ says: 'failed' as const, code: failed.trim() }]),
    ...(returned === undefined ? [] : [{ says: 'returned' as const, code: returned.trim() }]),
  ];
  const [answer, another] = answers;
  if (answer !== undefined && another === undefined) return answer;
  throw new UserError('say one of --paid, --failed CODE and --returned CODE');
}
