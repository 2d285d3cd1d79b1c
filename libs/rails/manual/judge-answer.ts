import type { LineAnswer, LineState } from './bank-batch';

/** Why what is said of a payment is not taken. */
export type AnswerRefused =
  /** Its batch was not marked as sent. */
  | 'not_sent'
  /** Its batch was given up. */
  | 'given_up'
  /** It was not paid: nothing can have come back. */
  | 'never_paid'
  /** It was said before that it was paid: money that comes back is a return. */
  | 'paid_already'
  | 'failed_already'
  | 'returned_already';

export type JudgedAnswer =
  | { readonly kind: 'taken' }
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly because: AnswerRefused };

const TAKEN: JudgedAnswer = { kind: 'taken' };
const KNOWN: JudgedAnswer = { kind: 'known' };

/** Whether an answer fits what is known of a payment; the same once more changes nothing. */
export function judgeAnswer(state: LineState, code: string | null, answer: LineAnswer): JudgedAnswer {
  switch (state) {
    case 'in_batch':
      return refused('not_sent');
    case 'given_up':
      return refused('given_up');
    case 'sent':
      return answer.says === 'returned' ? refused('never_paid') : TAKEN;
    case 'paid':
      if (answer.says === 'paid') return KNOWN;
      return answer.says === 'returned' ? TAKEN : refused('paid_already');
    case 'failed':
      return answer.says === 'failed' && answer.code === code ? KNOWN : refused('failed_already');
    case 'returned':
      if (answer.says === 'paid') return KNOWN;
      return answer.says === 'returned' && answer.code === code ? KNOWN : refused('returned_already');
  }
}

function refused(because: AnswerRefused): JudgedAnswer {
  return { kind: 'refused', because };
}
