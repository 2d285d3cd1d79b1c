import { IdFilter, OneOfFilter } from '@ledger/service-kit/lists/filter-fields';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';

export const PARTNER_STATUSES = [
  ...['pending', 'active', 'at_risk', 'locked_5y', 'inactive', 'on_hold', 'suspended', 'terminated'],
] as const;
export const APPLICATIONS = ['applied', 'info_requested', 'approved', 'rejected', 'enrolled'] as const;

/** Which partners, and which page of them; CSV has all pages. */
export class PartnerQuery extends PageQuery {
  @OneOfFilter(PARTNER_STATUSES, "Their status at the program's clock.")
  status?: string;

  @OneOfFilter(APPLICATIONS, 'What became of their application.')
  application?: string;

  @IdFilter('Their type, as the terms name it.')
  type?: string;
}
