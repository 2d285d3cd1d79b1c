import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { VIOLATION_STEPS } from '@ledger/desk/deals/violation-ladder';
import { VIOLATION_MOVES } from '@ledger/read-models/tables/violations';
import { ApiTime, ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { RecordedFactDto } from './account.dto';

@ApiSchema({ name: 'Violation' })
export class ViolationDto {
  @ApiProperty()
  partner!: string;

  @ApiProperty({ enum: VIOLATION_MOVES })
  move!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'The how-manieth violation; null: a hold was lifted.' })
  nth!: number | null;

  @ApiProperty({
    type: String,
    nullable: true,
    enum: [...VIOLATION_STEPS, null],
    description: 'What it leads to by the terms: a written warning, a hold on payouts, removal from the program.',
  })
  step!: string | null;

  @ApiTime('When.')
  at!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Who said it; null: nobody did, or it is not to be seen.' })
  by!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What was said; null: nothing, or not to be seen.' })
  evidence!: string | null;
}

@ApiSchema({ name: 'Violations' })
export class ViolationsDto {
  @ApiTimeOrNull("The program's own clock.")
  asOf!: string | null;

  @ApiProperty({ type: [ViolationDto], description: 'In the order of their times.' })
  items!: readonly ViolationDto[];
}

@ApiSchema({ name: 'RecordedViolation' })
export class RecordedViolationDto extends RecordedFactDto {
  @ApiProperty({ type: 'integer', description: 'The how-manieth violation of the partner it is.' })
  nth!: number;

  @ApiProperty({ enum: VIOLATION_STEPS, description: 'What it leads to.' })
  step!: string;
}
