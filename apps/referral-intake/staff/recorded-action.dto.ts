import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** What became of an action. */
@ApiSchema({ name: 'RecordedStaffAction' })
export class RecordedActionDto {
  @ApiProperty({ description: 'The id of the event, of source `ledger/desk`.' })
  id!: string;

  @ApiProperty({ enum: ['accepted', 'ignored'], description: '`ignored`: it says what was known already.' })
  verdict!: string;

  @ApiProperty({ description: 'Of the log: reads may be asked to show it (`after`).', example: '1207' })
  position!: string;
}
