import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PROBLEMS, problemType, type ProblemKind } from '../problems/problem-details';

@ApiSchema({ name: 'ProblemError' })
class ProblemErrorDto {
  @ApiProperty({ description: 'A field, or a place in the body.', example: 'limit' })
  field!: string;

  @ApiProperty({ example: 'limit must not be greater than 1000' })
  detail!: string;
}

/** Problem details (RFC 9457), as OpenAPI describes them. */
@ApiSchema({ name: 'Problem' })
export class ProblemDto {
  @ApiProperty({ enum: (Object.keys(PROBLEMS) as ProblemKind[]).map(problemType) })
  type!: string;

  @ApiProperty()
  title!: string;

  @ApiProperty({ type: 'integer', example: 400 })
  status!: number;

  @ApiProperty({ description: 'What was wrong, and what to do.' })
  detail!: string;

  @ApiProperty({ description: 'The path that was asked for.' })
  instance!: string;

  @ApiProperty({ description: 'Also in the header X-Request-Id, and in the log.' })
  requestId!: string;

  @ApiProperty({ type: [ProblemErrorDto], required: false })
  errors?: ProblemErrorDto[];
}
