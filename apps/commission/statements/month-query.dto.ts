import { CurrencyFilter, RequiredMonth } from '@ledger/service-kit/lists/filter-fields';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { ProgramParams } from '@ledger/service-kit/reads/program-params.dto';

/** Of which month, and which page; CSV has all pages. */
export class MonthQuery extends PageQuery {
  @RequiredMonth("The accounting month, in the program's time zone")
  month!: string;

  @CurrencyFilter()
  currency?: string;
}

export class ProgramMonthParams extends ProgramParams {
  @RequiredMonth("The accounting month, in the program's time zone")
  month!: string;
}
