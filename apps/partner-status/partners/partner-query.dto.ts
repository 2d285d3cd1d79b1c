import { APPLICATION_STEPS } from '@ledger/contracts/decided-words';
import { PARTNER_STATUSES } from '@ledger/stages/partner-status/status-at';
import { IdFilter, OneOfFilter } from '@ledger/service-kit/lists/filter-fields';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';

/** Which partners, and which page of them; CSV has all pages. */
export class PartnerQuery extends PageQuery {
  @OneOfFilter(PARTNER_STATUSES, "Their status at the program's clock.")
  status?: string;

  @OneOfFilter(APPLICATION_STEPS, 'What became of their application.')
  application?: string;

  @IdFilter('Their type, as the terms name it.')
  type?: string;
}
