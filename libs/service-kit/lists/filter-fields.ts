import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { MAX_ID_UNITS } from '@ledger/contracts/id-text';
import { parseInstantOrDay } from '@ledger/kernel/instant';
import { IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength, registerDecorator } from 'class-validator';

/** Fields of a query that choose rows; none has to be given, and what cannot be is refused by name. */

export const CurrencyFilter = () =>
  applyDecorators(
    ApiProperty({ required: false, description: 'ISO 4217, such as USD.' }),
    IsOptional(),
    Matches(/^[A-Z]{3}$/, { message: 'currency must be three capital letters' }),
  );

export const MonthFilter = (description: string) =>
  applyDecorators(ApiProperty({ required: false, description: `${description}; YYYY-MM.` }), IsOptional(), isMonth());

/** A month that has to be given. */
export const RequiredMonth = (description: string) =>
  applyDecorators(ApiProperty({ description: `${description}; YYYY-MM.`, example: '2026-03' }), isMonth());

export const IdFilter = (description: string) =>
  applyDecorators(
    ApiProperty({ required: false, description }),
    IsOptional(),
    IsString(),
    IsNotEmpty(),
    MaxLength(MAX_ID_UNITS),
  );

export const OneOfFilter = (values: readonly string[], description: string) =>
  applyDecorators(ApiProperty({ required: false, enum: values, description }), IsOptional(), IsIn(values));

/** `true` or `false`. */
export const FlagFilter = (description: string) =>
  applyDecorators(
    ApiProperty({ required: false, enum: ['true', 'false'], description: `${description} Default: false.` }),
    IsOptional(),
    IsIn(['true', 'false']),
  );

export const TimeFilter = (description: string) =>
  applyDecorators(
    ApiProperty({
      required: false,
      description: `${description}; YYYY-MM-DDTHH:MM:SSZ, or a day: YYYY-MM-DD, from 00:00 UTC.`,
    }),
    IsOptional(),
    isTime(),
  );

function isMonth(): PropertyDecorator {
  return (target, property) =>
    Matches(/^\d{4}-(0[1-9]|1[0-2])$/, { message: `${String(property)} must be YYYY-MM` })(target, property);
}

function isTime(): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name: 'isTime',
      target: target.constructor,
      propertyName: property as string,
      validator: {
        validate: (value) => typeof value === 'string' && parseInstantOrDay(value) !== null,
        defaultMessage: () => `${String(property)} must be a time, YYYY-MM-DDTHH:MM:SSZ, or a day, YYYY-MM-DD`,
      },
    });
}
