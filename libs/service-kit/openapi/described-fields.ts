import type { Type } from '@nestjs/common';
import { ApiProperty, getSchemaPath } from '@nestjs/swagger';

/** A property that is an amount: a string of an integer in minor units. */
export const ApiAmount = (description: string) =>
  ApiProperty({ type: String, pattern: '^-?\\d+$', example: '12345', description: `${description}, in minor units.` });

/** A property that is an amount or null. */
export const ApiAmountOrNull = (description: string) =>
  ApiProperty({ type: String, nullable: true, pattern: '^-?\\d+$', description: `${description}, in minor units.` });

/** A property that is a time. */
export const ApiTime = (description: string) =>
  ApiProperty({ type: String, format: 'date-time', example: '2026-03-01T12:00:00.000Z', description });

/** A property that is a time or null. */
export const ApiTimeOrNull = (description: string) =>
  ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-03-01T12:00:00.000Z',
    description,
  });

/** A property that is a day or null. */
export const ApiDayOrNull = (description: string) =>
  ApiProperty({ type: String, format: 'date', nullable: true, example: '2026-12-31', description });

/** A property that is an object of a DTO or null; the class that has it names the DTO by `ApiExtraModels`. */
export const ApiObjectOrNull = (dto: Type, description: string) =>
  ApiProperty({ oneOf: [{ $ref: getSchemaPath(dto) }, { type: 'null' }], description });
