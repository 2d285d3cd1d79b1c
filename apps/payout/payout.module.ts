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
import { OwnBalanceController } from './own/own-balance.controller';
import { OwnDocumentsController } from './own/own-documents.controller';
import { OwnDocuments } from './own/own-documents.service';
import { OwnPapersController } from './own/own-papers.controller';
import { OwnPayoutsController } from './own/own-payouts.controller';

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
    OwnBalanceController,
    OwnPayoutsController,
    OwnDocumentsController,
    OwnPapersController,
  ],
  providers: [OwnDocuments, BankDeskService],
})
export class PayoutModule {}
