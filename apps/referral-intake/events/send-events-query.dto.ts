import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';

/** How events are sent. */
export class SendEventsQuery {
  @ApiProperty({
    required: false,
    enum: ['true'],
    description:
      'A trial: the events are judged and decided on, and nothing is recorded. Without it they are recorded for good, so anything but `true` is refused.',
  })
  @IsOptional()
  @IsIn(['true'], { message: 'dryRun is true, or is left out: without it events are recorded for good' })
  dryRun?: 'true';
}
