import { compareCodePoints } from '@ledger/kernel/code-point-order';
import type { PostingRow } from '../tables/postings';
import { POSTING_KINDS } from './posting';

/** The order in which the postings of a program are told: as they were recorded, what one fact posts by time and kind. */
export function byPosting(a: PostingRow, b: PostingRow): number {
  return (
    a.seq - b.seq ||
    a.at - b.at ||
    POSTING_KINDS.indexOf(a.kind) - POSTING_KINDS.indexOf(b.kind) ||
    compareCodePoints(JSON.stringify(a.about), JSON.stringify(b.about)) ||
    compareCodePoints(a.debited, b.debited) ||
    compareCodePoints(a.credited, b.credited) ||
    compareCodePoints(a.currency, b.currency) ||
    Number(a.amountMinor - b.amountMinor) ||
    compareCodePoints(a.reason ?? '', b.reason ?? '')
  );
}
