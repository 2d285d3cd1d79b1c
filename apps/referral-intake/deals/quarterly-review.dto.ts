import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { VIOLATION_STEPS } from '@ledger/desk/deals/violation-ladder';
import { ApiAmount, ApiTime } from '@ledger/service-kit/openapi/described-fields';
import { Matches } from 'class-validator';

export class QuarterQuery {
  @ApiProperty({ required: true, example: '2026-Q1', pattern: '^\\d{4}-Q[1-4]$' })
  @Matches(/^\d{4}-Q[1-4]$/, { message: 'quarter must be YYYY-Qn' })
  quarter!: string;
}

@ApiSchema({ name: 'QuarterRevenue' })
export class QuarterRevenueDto {
  @ApiProperty({ example: 'USD' })
  currency!: string;

  @ApiAmount('What was earned on')
  baseMinor!: string;

  @ApiAmount('The commission that took effect, what was taken back included')
  commissionMinor!: string;
}

@ApiSchema({ name: 'QuarterPipeline' })
export class QuarterPipelineDto {
  @ApiProperty({ type: 'integer', description: 'Registered, or registered again, in the quarter.' })
  registered!: number;

  @ApiProperty({ type: 'integer', description: 'Valid at its end.' })
  open!: number;

  @ApiProperty({ type: 'integer', description: 'Whose customer was closed in it while they were valid.' })
  closed!: number;

  @ApiProperty({ type: 'integer', description: 'That expired in it.' })
  expired!: number;

  @ApiProperty({ type: 'integer', description: 'Touchpoints in it.' })
  touchpoints!: number;
}

@ApiSchema({ name: 'QuarterJointCustomers' })
export class QuarterJointCustomersDto {
  @ApiProperty({ type: 'integer', description: 'Activated and sourced to the partner, or recorded as joint, in all.' })
  total!: number;

  @ApiProperty({ type: 'integer', description: 'Activated in the quarter and sourced to the partner.' })
  won!: number;

  @ApiProperty({ type: 'integer', description: 'Recorded as joint in the quarter.' })
  recorded!: number;
}

@ApiSchema({ name: 'QuarterProtected' })
export class QuarterProtectedDto {
  @ApiProperty({ type: 'integer', description: 'Accounts on the list at the end of the quarter, or now.' })
  accounts!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'At most so many; null: the program protects none.' })
  limit!: number | null;

  @ApiProperty({ type: 'integer', description: 'Of them without a movement in the quarter.' })
  proposedForRelease!: number;
}

@ApiSchema({ name: 'QuarterViolations' })
export class QuarterViolationsDto {
  @ApiProperty({ type: 'integer', description: 'In all, until the end of the quarter.' })
  total!: number;

  @ApiProperty({ type: 'integer' })
  inQuarter!: number;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...VIOLATION_STEPS, null],
    description: 'Where the last one led.',
  })
  step!: string | null;
}

/** What a quarterly review of a partner looks at. */
@ApiSchema({ name: 'QuarterlyReview' })
export class QuarterlyReviewDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ example: '2026-Q1' })
  quarter!: string;

  @ApiTime("As of when: the end of the quarter, or the program's clock where it is not over.")
  asOf!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Now; null: the program has none.' })
  tier!: string | null;

  @ApiProperty({ type: [String], description: 'What keeps its payouts back now.' })
  holds!: readonly string[];

  @ApiProperty({ type: QuarterJointCustomersDto })
  jointCustomers!: QuarterJointCustomersDto;

  @ApiProperty({ type: QuarterPipelineDto })
  pipeline!: QuarterPipelineDto;

  @ApiProperty({ type: QuarterProtectedDto })
  protectedAccounts!: QuarterProtectedDto;

  @ApiProperty({ type: [QuarterRevenueDto] })
  revenue!: readonly QuarterRevenueDto[];

  @ApiProperty({ type: QuarterViolationsDto })
  violations!: QuarterViolationsDto;
}
