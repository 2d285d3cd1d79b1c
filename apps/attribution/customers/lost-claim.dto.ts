import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import type { AttributionEntry, LostClaimEntry } from '@ledger/read-models/ledger-view';
import { INTRODUCTION_KINDS, LOST_REASONS } from '@ledger/stages/attribution/attribution.decisions';
import { FlagFilter, IdFilter, OneOfFilter } from '@ledger/service-kit/lists/filter-fields';
import { ApiTimeOrNull } from '@ledger/service-kit/openapi/described-fields';
import { pageDto } from '@ledger/service-kit/pages/page-answer';
import { PageQuery } from '@ledger/service-kit/pages/page-query.dto';
import { LostClaimDto } from './attribution.dto';

/** A lost claim with its customer; `place`: among the lost claims of the customer, from 1. */
export interface LostClaimOfCustomer extends LostClaimEntry, Pick<AttributionEntry, 'customer' | 'settledAt'> {
  readonly place: number;
}

/** A claim that lost, and on which customer. */
@ApiSchema({ name: 'LostClaimOfCustomer' })
export class LostClaimOfCustomerDto extends LostClaimDto {
  @ApiProperty({ example: 'cus-4711' })
  customer!: string;

  @ApiTimeOrNull('When the attribution settled; null: it is provisional, as if it settled now.')
  settledAt!: string | null;
}

export const LostClaimsDto = pageDto(LostClaimOfCustomerDto, 'LostClaims');

export function lostClaimDto({ place: _place, ...claim }: LostClaimOfCustomer): LostClaimOfCustomerDto {
  return claim;
}

/** Which lost claims, and which page of them; CSV has all pages. */
export class LostClaimQuery extends PageQuery {
  @IdFilter('Of this partner.')
  partner?: string;

  @OneOfFilter(LOST_REASONS, 'That lost for this.')
  reason?: string;

  @OneOfFilter(INTRODUCTION_KINDS, 'Of this kind.')
  claim?: string;

  @FlagFilter('Only of customers whose attribution has settled.')
  settled?: 'true' | 'false';
}
