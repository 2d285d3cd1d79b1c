import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { PAYING_RAILS } from '@ledger/contracts/decided-words';

/** What a partner did was recorded. */
@ApiSchema({ name: 'RecordedAction' })
export class RecordedActionDto {
  @ApiProperty({ enum: ['accepted', 'ignored'], description: 'ignored: it says what was known already.' })
  verdict!: string;

  @ApiProperty({ example: '1042', description: 'A read with `?after=` of it shows it.' })
  position!: string;
}

@ApiSchema({ name: 'RecordedPayoutMethod' })
export class RecordedPayoutMethodDto extends RecordedActionDto {
  @ApiProperty({ enum: PAYING_RAILS })
  rail!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: '••••4711',
    description: 'The account, all but its end hidden.',
  })
  account!: string | null;
}

const SHOWN = 4;

/** An account by which its owner knows it again and nobody else learns it. */
export function maskedAccount(account: string | undefined): string | null {
  if (account === undefined) return null;
  return `••••${account.length > 2 * SHOWN ? account.slice(-SHOWN) : ''}`;
}
