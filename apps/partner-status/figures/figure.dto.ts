import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { METRICS } from '@ledger/read-models/figures/metrics';
import { PERIODS } from '@ledger/read-models/figures/periods';
import { PARTNER_STATUSES } from '@ledger/stages/partner-status/status-at';
import { ApiAmount, ApiDayOrNull, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';

const ApiDecimalOrNull = (description: string, example: string) =>
  ApiProperty({ type: String, nullable: true, description, example });

/** A metric of a period: docs/figures.md defines each. */
@ApiSchema({ name: 'MetricFigure' })
export class MetricDto {
  @ApiProperty({ enum: PERIODS })
  periodKind!: string;

  @ApiProperty({ example: '2026-Q1' })
  period!: string;

  @ApiProperty({ enum: METRICS })
  metric!: string;

  @ApiProperty({ type: String, nullable: true, example: 'USD', description: 'null: it is no money.' })
  currency!: string | null;

  @ApiDecimalOrNull('Minor units, a share or a number of days; null: there is nothing to divide by.', '0.4286')
  value!: string | null;

  @ApiDecimalOrNull('What was divided; null: nothing was.', '3')
  numerator!: string | null;

  @ApiDecimalOrNull('By what; of a median, of how many it is; null: of a sum.', '7')
  denominator!: string | null;
}

/** A partner's status at the program's clock. */
@ApiSchema({ name: 'PartnerStatusFigure' })
export class StatusDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: 'reseller' })
  type!: string;

  @ApiProperty({ type: String, nullable: true })
  tier!: string | null;

  @ApiProperty({ enum: PARTNER_STATUSES })
  status!: string;

  @ApiDayOrNull('Of `locked_5y` the first day on which it is no longer locked.')
  lockedUntil!: string | null;

  @ApiProperty({ type: 'integer', description: 'Activated customers that are sourced to it.' })
  customers!: number;
}

/** A customer that is sourced to a partner. */
@ApiSchema({ name: 'LogoFigure' })
export class LogoDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty()
  customer!: string;

  @ApiProperty({ enum: ['won', 'pending'] })
  state!: string;

  @ApiTimeOrNull('When it was activated; of a pending one the first claim on it.')
  since!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '2026-Q1', description: 'The quarter that it is a win in.' })
  wonIn!: string | null;
}

/** A partner's wins in the quarter that the program's clock shows. */
@ApiSchema({ name: 'WinFigure' })
export class WinDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: '2026-Q1' })
  quarter!: string;

  @ApiProperty({ type: 'integer' })
  wins!: number;

  @ApiProperty({ type: 'integer', description: 'So many lift its rate.' })
  winsNeeded!: number;

  @ApiProperty({ type: 'integer' })
  winsMissing!: number;

  @ApiProperty({ example: '0.15', description: 'The rate then.' })
  rate!: string;
}

/** The slots of a promotion. */
@ApiSchema({ name: 'SeatFigure' })
export class SeatDto {
  @ApiProperty({ example: 'launch' })
  promotion!: string;

  @ApiProperty({ example: '0.5' })
  rate!: string;

  @ApiProperty({ type: 'integer' })
  slots!: number;

  @ApiProperty({ type: 'integer' })
  taken!: number;

  @ApiProperty({ type: 'integer', description: 'None, once it is closed.' })
  seatsLeft!: number;

  @ApiTimeOrNull('When it was closed; null: it was not.')
  closedAt!: string | null;
}

/** The revenue of a partner's customers in a month. */
@ApiSchema({ name: 'TenantRevenueFigure' })
export class TenantRevenueDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiProperty({ example: '2026-03' })
  month!: string;

  @ApiProperty({ type: 'integer', description: 'How many of its customers had revenue.' })
  tenants!: number;

  @ApiAmount('What they were billed, or paid, without taxes')
  revenueMinor!: string;

  @ApiAmount('The same of the month before')
  beforeMinor!: string;

  @ApiAmount('The difference')
  changeMinor!: string;

  @ApiDecimalOrNull('The difference as a share of the month before; null: that had none.', '0.25')
  trend!: string | null;
}

/** The revenue of one customer of a partner in a month. */
@ApiSchema({ name: 'TenantMonthFigure' })
export class TenantMonthDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty()
  customer!: string;

  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiProperty({ example: '2026-03' })
  month!: string;

  @ApiAmount('What it was billed, or paid, without taxes')
  revenueMinor!: string;

  @ApiProperty({ type: 'integer', description: 'With so many invoices.' })
  invoices!: number;
}
