import { ApiProperty } from '@nestjs/swagger';
import { ApiAmountOrNull } from '../openapi/described-fields';

const ApiText = (description: string, example: string) =>
  ApiProperty({ type: String, nullable: true, description, example });

/** What documents say of a line, but for what its amount means there. */
export class DocumentLineDto {
  @ApiProperty({ format: 'date', description: "The day on which it takes effect, in the program's time zone." })
  date!: string;

  @ApiText('Null: a line of the partner’s own.', 'cus-1001')
  customer!: string | null;

  @ApiText('Null: a line of the partner’s own.', 'inv-1001-001')
  invoice!: string | null;

  @ApiProperty({ example: '1' })
  line!: string;

  @ApiProperty({ example: 1 })
  seq!: number;

  @ApiProperty({ example: 'accrual' })
  reason!: string;

  @ApiAmountOrNull('What it was computed on')
  baseMinor!: string | null;

  @ApiText('The rate that applied.', '0.1')
  rate!: string | null;
}
