import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { termsAt } from '@ledger/program/program-terms';
import { OnboardingFailed } from '@ledger/rails/onboarding/onboard';
import { OnboardingHeld, type OnboardingOffice } from '@ledger/rails/onboarding/onboarding-office';
import { Requires } from '@ledger/service-kit/access/requires';
import { STRIPE_OFFICE } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { Problem } from '@ledger/service-kit/problems/problem';
import { PartnerParams } from '@ledger/service-kit/reads/program-params.dto';
import { ProgramReader } from '@ledger/service-kit/reads/program-reader';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { jsonContent, withJson } from '@ledger/service-kit/requests/json-body';
import {
  onboardingBody,
  onboardingLinkDto,
  stripeOnboardingDto,
  StripeOnboardingDto,
  StripeOnboardingWithLinkDto,
} from './stripe-onboarding.dto';

const ABOUT =
  'Makes the account, once, and answers a link on which the partner gives what Stripe has to know, good once and for minutes: ' +
  'send the same again for another. The partner is paid to the account when a person says so ' +
  '(`ledger rails onboard stripe --use`, or `partner.payout_method_set`), not by this.';
const EXAMPLE = { country: 'US', returnUrl: 'https://partners.example/done' };

/** Accounts of partners at Stripe, for staff. */
@ApiTags('onboarding')
@Requires('onboard')
@ApiResponse(problemResponse(404, 'There is no such program or partner, or no account was asked for.'))
@ApiResponse(problemResponse(409, 'This process has no key of Stripe (STRIPE_API_KEY).'))
@ApiResponse(problemResponse(503, 'Stripe did not do it now.'))
@Controller('v1/programs/:program/partners/:partner/stripe-onboarding')
export class StripeOnboardingController {
  constructor(
    @Inject(STRIPE_OFFICE) private readonly stripe: OnboardingOffice | null,
    private readonly reader: ProgramReader,
    private readonly bodies: BodyReader,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'An account at Stripe for a partner, and the link on which it completes it',
    description: ABOUT,
  })
  @ApiRequestContent(jsonContent(onboardingBody, EXAMPLE))
  @ApiOkResponse({ type: StripeOnboardingWithLinkDto })
  @ApiResponse(problemResponse(409, 'The program does not pay by Stripe, or the account is of another country.'))
  onboardPartner(
    @Req() request: Request,
    @Param() { program, partner }: PartnerParams,
  ): Promise<StripeOnboardingWithLinkDto> {
    const office = this.office();
    return withJson(this.bodies, request, onboardingBody, async ({ country, ...urls }) => {
      await this.refuseOtherRails(program, partner);
      const known = await office.recorded(program, partner);
      if (known !== null && known.country !== country) {
        throw new Problem('conflict', `The account of ${partner} was asked for in ${known.country}, not ${country}.`);
      }
      return told(async () => {
        const { onboarding, account, ...standing } = await office.bringOn({ program, partner, country });
        const link = standing.isReady ? null : onboardingLinkDto(await office.link(account, urls));
        return { ...stripeOnboardingDto(onboarding, account, standing), link };
      });
    });
  }

  @Get()
  @ApiOperation({ summary: 'The account of a partner at Stripe, and what it lacks still, as Stripe says now' })
  @ApiOkResponse({ type: StripeOnboardingDto })
  async findOnboarding(@Param() { program, partner }: PartnerParams): Promise<StripeOnboardingDto> {
    const office = this.office();
    await this.reader.partner(program, partner, () => Promise.resolve(null));
    const onboarding = await office.recorded(program, partner);
    if (onboarding === null) {
      throw new Problem('not-found', `No account at Stripe was asked for, for ${partner} of ${program}.`);
    }
    const { account } = onboarding;
    const standing = account === null ? null : await told(() => office.standing(onboarding, account));
    return stripeOnboardingDto(onboarding, account, standing);
  }

  private async refuseOtherRails(program: string, partner: string): Promise<void> {
    const paysByStripe = await this.reader.partner(program, partner, ({ terms, clock }) =>
      Promise.resolve(termsAt(terms, clock).payout.rails.includes('stripe')),
    );
    if (!paysByStripe) throw new Problem('conflict', `${program} does not pay by stripe.`);
  }

  private office(): OnboardingOffice {
    if (this.stripe !== null) return this.stripe;
    throw new Problem(
      'not-set-up',
      'No accounts are made at Stripe here: set STRIPE_API_KEY for the payout service; with the real Stripe it takes --clock wall.',
    );
  }
}

async function told<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof OnboardingHeld) throw new Problem('unavailable', `${error.message}.`);
    if (error instanceof OnboardingFailed) throw new Problem('unavailable', `Stripe: ${error.message}.`);
    throw error;
  }
}
