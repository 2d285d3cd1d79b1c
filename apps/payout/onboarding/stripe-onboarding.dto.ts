import { ApiExtraModels, ApiProperty, ApiSchema } from '@nestjs/swagger';
import { z } from 'zod';
import type { AccountStanding, OnboardingLink } from '@ledger/rails/onboarding/onboard';
import type { Onboarding } from '@ledger/rails/onboarding/onboarding-desk';
import { ApiObjectOrNull, ApiTime } from '@ledger/service-kit/openapi/described-fields';

const EXAMPLE_ACCOUNT = 'acct_1OrBeC2eZvKYlo2C';
/** Where a partner with an account finds it. */
const STRIPE_LOGIN = 'https://connect.stripe.com/express_login';
const LONGEST_ADDRESS = 2_000;

const address = (description: string) =>
  z
    .url({ protocol: /^https?$/, error: 'must be an address with http or https' })
    .max(LONGEST_ADDRESS)
    .default(STRIPE_LOGIN)
    .describe(description);

/** What Stripe has to know to make an account, and where it sends the partner. */
export const onboardingBody = z.strictObject({
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: 'must be two capital letters (ISO 3166)' })
    .describe('Where the partner is (ISO 3166): of the account, for good.'),
  returnUrl: address('Where Stripe sends the partner when it has done.'),
  refreshUrl: address('Where Stripe sends the partner when its link is over.'),
});

/** The account of a partner at Stripe. */
@ApiSchema({ name: 'StripeOnboarding' })
export class StripeOnboardingDto {
  @ApiProperty({ example: 'plixo' })
  program!: string;

  @ApiProperty({ example: 'alder' })
  partner!: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: EXAMPLE_ACCOUNT,
    description: 'null: it was asked for, and whether it was made is not known: asking once more finds it.',
  })
  account!: string | null;

  @ApiProperty({ example: 'DE', description: 'ISO 3166.' })
  country!: string;

  @ApiProperty({ description: 'Whether it may be paid. That the partner is paid to it, a person says.' })
  isReady!: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'What keeps it from being paid; null: nothing.' })
  why!: string | null;

  @ApiProperty({ type: [String], description: 'What its owner has to give still, as Stripe names it.' })
  due!: string[];
}

@ApiSchema({ name: 'OnboardingLink' })
export class OnboardingLinkDto {
  @ApiProperty({ description: 'A page of Stripe, for the partner alone; good once.' })
  url!: string;

  @ApiTime('Until when it is good')
  expiresAt!: string;
}

/** The same, with the page on which the partner completes it. */
@ApiSchema({ name: 'StripeOnboardingWithLink' })
@ApiExtraModels(OnboardingLinkDto)
export class StripeOnboardingWithLinkDto extends StripeOnboardingDto {
  @ApiObjectOrNull(OnboardingLinkDto, 'null: the account is ready, and lacks nothing.')
  link!: OnboardingLinkDto | null;
}

const NOT_MADE: AccountStanding = { isReady: false, why: 'account_not_made', due: [] };

export function stripeOnboardingDto(
  { program, partner, country }: Onboarding,
  account: string | null,
  standing: AccountStanding | null,
): StripeOnboardingDto {
  const { isReady, why, due } = standing ?? NOT_MADE;
  return { program, partner, account, country, isReady, why, due: [...due] };
}

export function onboardingLinkDto({ url, expiresAt }: OnboardingLink): OnboardingLinkDto {
  return { url, expiresAt: expiresAt.toISOString() };
}
