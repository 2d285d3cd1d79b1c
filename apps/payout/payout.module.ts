import { Module } from '@nestjs/common';
import { BankDeskService } from './bank/bank-desk.service';
import { BatchesController } from './bank/batches.controller';
import { PayeesController } from './bank/payees.controller';
import { BalanceController } from './balance/balance.controller';
import { BillingController } from './billing/billing.controller';
import { PayoutDocumentsController } from './documents/payout-documents.controller';
import { PayoutsController } from './payouts/payouts.controller';
import { PreviewController } from './preview/preview.controller';
import { PayoutExplanationsController } from './explanations/explanations.controller';
import { PayPalWebhooksController } from './webhooks/paypal-webhooks.controller';
import { StripeWebhooksController } from './webhooks/stripe-webhooks.controller';
import { StripeOnboardingController } from './onboarding/stripe-onboarding.controller';
import { TaxFormsController } from './tax/tax-forms.controller';

/** The service that pays: shows payouts, and what is not paid yet and why. */
@Module({
  controllers: [
    PreviewController,
    PayoutsController,
    PayoutDocumentsController,
    BillingController,
    BalanceController,
    PayoutExplanationsController,
    StripeWebhooksController,
    PayPalWebhooksController,
    TaxFormsController,
    StripeOnboardingController,
    PayeesController,
    BatchesController,
  ],
  providers: [BankDeskService],
})
export class PayoutModule {}
