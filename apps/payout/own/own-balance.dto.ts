import { ApiExtraModels, ApiProperty, ApiSchema, OmitType } from '@nestjs/swagger';
import { WAITING_WORDS } from '@ledger/explain/catalogue/waiting-words';
import type { Language } from '@ledger/explain/language';
import type { AccountBalance } from '@ledger/read-models/as-of/account-balance';
import { ApiObjectOrNull } from '@ledger/service-kit/openapi/described-fields';
import {
  CurrencyBalanceDto,
  currencyBalanceDto,
  PayoutFailureDto,
  unpaidAmountDto,
  UnpaidAmountDto,
} from '../balance/balance.dto';

/** Money that is not paid for one reason, in words for the partner. */
@ApiSchema({ name: 'OwnUnpaidAmount' })
export class OwnUnpaidAmountDto extends UnpaidAmountDto {
  @ApiProperty({ description: 'The reason in words: English, or German by Accept-Language.' })
  says!: string;
}

/** What the partner has earned in one currency and was not paid, and why. */
@ApiSchema({ name: 'OwnCurrencyBalance' })
export class OwnCurrencyBalanceDto extends OmitType(CurrencyBalanceDto, ['waiting'] as const) {
  @ApiProperty({ type: [OwnUnpaidAmountDto], description: 'The reasons, each with its amount and with what ends it.' })
  waiting!: readonly OwnUnpaidAmountDto[];
}

@ApiExtraModels(PayoutFailureDto)
@ApiSchema({ name: 'OwnBalance' })
export class OwnBalanceDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ description: "The program's own clock." })
  asOf!: string;

  @ApiProperty({ type: [OwnCurrencyBalanceDto], description: 'By currency; empty where all is paid.' })
  balances!: OwnCurrencyBalanceDto[];

  @ApiObjectOrNull(PayoutFailureDto, 'What has to be mended while `payout_failed` is among the reasons.')
  failure!: PayoutFailureDto | null;
}

export function ownCurrencyBalanceDto(balance: AccountBalance, language: Language): OwnCurrencyBalanceDto {
  const waiting = balance.waiting.map((each) => ({
    ...unpaidAmountDto(each),
    says: WAITING_WORDS[each.reason][language],
  }));
  return { ...currencyBalanceDto(balance), waiting };
}
