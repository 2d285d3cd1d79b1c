import { Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiHeaders, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import type { PayPalTransmission } from '@ledger/rails/paypal/read-paypal-notice';
import { NoticeRefused, NoticeUnjudged, type RailWebhooks } from '@ledger/rails/rail-notice';
import { PublicRoute } from '@ledger/service-kit/access/public-route';
import { RAIL_WEBHOOKS } from '@ledger/service-kit/injection-tokens';
import { problemResponse } from '@ledger/service-kit/openapi/problem-response';
import { ApiRequestContent } from '@ledger/service-kit/openapi/request-content';
import { Problem } from '@ledger/service-kit/problems/problem';
import { BodyReader } from '@ledger/service-kit/requests/body-reader';
import { NotLimited } from '@ledger/service-kit/limits/not-limited';

const ABOUT =
  'Takes an event of PayPal that PayPal, asked by its transmission headers and the id of the webhook ' +
  '(`PAYPAL_WEBHOOK_ID`), says to be its own, and answers when it is kept. What it is about is read from PayPal again ' +
  'before anything follows from it; the same event again changes nothing.';
const TRANSMISSION = [
  ['Paypal-Transmission-Id', 'The id of this transmission.'],
  ['Paypal-Transmission-Time', 'When it was sent.'],
  ['Paypal-Transmission-Sig', 'The signature over the bytes of the body, and the two before.'],
  ['Paypal-Cert-Url', 'The certificate that PayPal signed with.'],
  ['Paypal-Auth-Algo', 'How it signed.'],
] as const;

/** Where PayPal tells what happened. */
@ApiTags('webhooks')
@PublicRoute()
@NotLimited()
@Controller('webhooks')
export class PayPalWebhooksController {
  constructor(
    @Inject(RAIL_WEBHOOKS) private readonly webhooks: RailWebhooks | null,
    private readonly bodies: BodyReader,
  ) {}

  @Post('paypal')
  @HttpCode(200)
  @ApiOperation({ summary: 'An event of PayPal', description: ABOUT })
  @ApiHeaders(TRANSMISSION.map(([name, description]) => ({ name, description, required: true })))
  @ApiRequestContent({ 'application/json': { schema: { type: 'object' } } })
  @ApiResponse({ status: 200, description: 'It is kept.' })
  @ApiResponse(problemResponse(400, 'PayPal does not say that it sent this.'))
  @ApiResponse(problemResponse(409, 'This process has no webhook id to ask PayPal by.'))
  @ApiResponse(problemResponse(503, 'PayPal could not be asked now.'))
  async takePayPalEvent(@Req() request: Request): Promise<{ received: true }> {
    const keep = this.webhooks?.paypal ?? null;
    if (keep === null) throw new Problem('not-set-up', 'Events of PayPal are not taken here: set PAYPAL_WEBHOOK_ID.');
    try {
      await this.bodies.withBody(request, (body) => keep(body, transmissionOf(request)));
    } catch (error) {
      if (error instanceof NoticeRefused)
        throw new Problem('malformed-body', `Not an event of PayPal: ${error.message}.`);
      if (error instanceof NoticeUnjudged)
        throw new Problem('unavailable', `The event was not kept: ${error.message}. Send it again.`);
      throw error;
    }
    return { received: true };
  }
}

function transmissionOf(request: Request): PayPalTransmission {
  return {
    id: request.get('paypal-transmission-id'),
    time: request.get('paypal-transmission-time'),
    signature: request.get('paypal-transmission-sig'),
    certUrl: request.get('paypal-cert-url'),
    algorithm: request.get('paypal-auth-algo'),
  };
}
