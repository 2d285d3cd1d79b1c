import { ApiProperty } from '@nestjs/swagger';
import { METRICS } from '@ledger/read-models/figures/metrics';
import { PERIODS } from '@ledger/read-models/figures/periods';
import { PARTNER_STATUSES } from '@ledger/stages/partner-status/status-at';
import { CurrencyFilter, IdFilter, MonthFilter, OneOfFilter } from '@ledger/service-kit/lists/filter-fields';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { IsOptional, Matches } from 'class-validator';

/** Which metrics, of which periods. */
export class MetricQuery extends PageQuery {
  @OneOfFilter(PERIODS, 'The kind of period.')
  period?: string;

  @ApiProperty({
    required: false,
    description: 'One period: `2026-03`, `2026-Q1`, `2026` or `all`.',
  })
  @IsOptional()
  @Matches(/^(?:\d{4}(?:-(?:0[1-9]|1[0-2])|-Q[1-4])?|all)$/, {
    message: 'of must be a month, a quarter, a year or all: 2026-03, 2026-Q1, 2026, all',
  })
  of?: string;

  @OneOfFilter(METRICS, 'One metric.')
  metric?: string;

  @CurrencyFilter()
  currency?: string;
}

export class OfPartnerQuery extends PageQuery {
  @IdFilter('One partner.')
  partner?: string;
}

export class StatusQuery extends OfPartnerQuery {
  @OneOfFilter(PARTNER_STATUSES, 'One status.')
  status?: string;
}

export class LogoQuery extends OfPartnerQuery {
  @OneOfFilter(['won', 'pending'], 'Won or pending.')
  state?: string;
}

export class TenantRevenueQuery extends OfPartnerQuery {
  @CurrencyFilter()
  currency?: string;

  @MonthFilter('One month')
  month?: string;
}

export class TenantMonthQuery extends TenantRevenueQuery {
  @IdFilter('One customer.')
  customer?: string;
}
