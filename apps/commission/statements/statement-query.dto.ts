import { CurrencyFilter } from '@ledger/service-kit/lists/filter-fields';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';

/** Which statements, and which page of them; CSV has all pages. */
export class StatementQuery extends PageQuery {
  @CurrencyFilter()
  currency?: string;
}
