import { parseInstantOrDay } from '@ledger/kernel/instant';
import { REJECTION_CODES } from '@ledger/contracts/rejection-codes';
import type { RejectedFilter } from '@ledger/read-models/tables/rejected';
import { FlagFilter, IdFilter, OneOfFilter, TimeFilter } from '@ledger/service-kit/lists/filter-fields';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';

/** Which rejections, and which page of them; CSV has all pages. */
export class RejectedQuery extends PageQuery {
  @OneOfFilter(REJECTION_CODES, 'Why they were refused.')
  code?: string;

  @IdFilter('From this source.')
  source?: string;

  @TimeFilter('That arrived then or later')
  since?: string;

  @FlagFilter('Also what was accepted later under the same id, and each of several that are the same.')
  all?: 'true' | 'false';
}

/** The rows that a query asks for. */
export function rejectedFilter({ code, source, since, all }: RejectedQuery): RejectedFilter {
  const from = since === undefined ? null : parseInstantOrDay(since);
  return { code, source, all: all === 'true', ...(from === null ? {} : { since: from }) };
}
