import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { MAX_ID_UNITS } from '@ledger/contracts/id-text';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** Examples are of the sample data that `npm start` feeds: what /docs has filled in can be sent as it stands. */
const EXAMPLE_PROGRAM = 'plixo';

/** An id in the path of a route. */
export const IdParam = (described: { readonly example: string; readonly description?: string }) =>
  applyDecorators(ApiProperty(described), IsString(), IsNotEmpty(), MaxLength(MAX_ID_UNITS));

export class ProgramParams {
  @IdParam({ example: EXAMPLE_PROGRAM })
  program!: string;
}

export class PartnerParams extends ProgramParams {
  @IdParam({ example: 'alder', description: "The partner's id." })
  partner!: string;
}

export class CustomerParams extends ProgramParams {
  @IdParam({ example: 'cus-1001', description: "The customer's id." })
  customer!: string;
}
