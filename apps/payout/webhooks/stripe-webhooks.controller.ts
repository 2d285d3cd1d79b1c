import { Controller, Headers, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { NoticeRefused, type RailWebhooks } from '@ledger/rails/rail-notice';
import { PublicRoute } from '@ledger/service-kit/access/public-route';
import { RAIL_WEBHOOKS } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { Problem } from '@ledger/service-kit/problems/problem';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { NotLimited } from '@ledger/service-kit/limits/not-limited';

const ABOUT =
  'Takes an event of Stripe, by its signature (`STRIPE_WEBHOOK_SECRET`), and answers when it is kept. What it is about is ' +
  'read from Stripe again before anything follows from it; the same event again changes nothing.';

/** Where Stripe tells what happened. */
@ApiTags('webhooks')
@PublicRoute()
@NotLimited()
@Controller('webhooks')
export class StripeWebhooksController {
  constructor(
    @Inject(RAIL_WEBHOOKS) private readonly webhooks: RailWebhooks | null,
    private readonly bodies: BodyReader,
  ) {}

  @Post('stripe')
  @HttpCode(200)
  @ApiOperation({ summary: 'An event of Stripe', description: ABOUT })
  @ApiHeader({ name: 'Stripe-Signature', required: true, description: 'As Stripe signs: over the bytes of the body.' })
  @ApiRequestContent({ 'application/json': { schema: { type: 'object' } } })
  @ApiResponse({ status: 200, description: 'It is kept.' })
  @ApiResponse(problemResponse(400, 'The signature is not of this body, or older than 5 minutes.'))
  @ApiResponse(problemResponse(409, 'This process has no secret to know an event of Stripe by.'))
  async takeStripeEvent(
    @Req() request: Request,
    @Headers('stripe-signature') signature: string | undefined,
  ): Promise<{ received: true }> {
    const keep = this.webhooks?.stripe ?? null;
    if (keep === null)
      throw new Problem('not-set-up', 'Events of Stripe are not taken here: set STRIPE_WEBHOOK_SECRET.');
    try {
      await this.bodies.withBody(request, (body) => keep(body, signature));
    } catch (error) {
      if (error instanceof NoticeRefused)
        throw new Problem('malformed-body', `Not an event of Stripe: ${error.message}.`);
      throw error;
    }
    return { received: true };
  }
}
