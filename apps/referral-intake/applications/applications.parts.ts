import { ApplicationFormsController } from './application-forms.controller';
import { ApplicationQueue } from './application-queue';
import { ApplicationStateController } from './application-state.controller';
import { ApplicationSteps } from './application-steps';
import { DraftsController } from './drafts.controller';
import { DraftsService } from './drafts.service';
import { FirstCodes } from './first-codes';
import { InvitationsController } from './invitations.controller';
import { PromotionsController } from './promotions.controller';
import { PromotionSlotsService } from './promotion-slots';
import { ResumeApplications } from './resume-applications';
import { ReviewController } from './review.controller';
import { ReviewService } from './review.service';

/** How partners join: applications and their review. */
export const APPLICATIONS_CONTROLLERS = [
  DraftsController,
  ReviewController,
  ApplicationFormsController,
  ApplicationStateController,
  PromotionsController,
  InvitationsController,
];
export const APPLICATIONS_PROVIDERS = [
  DraftsService,
  ReviewService,
  ApplicationQueue,
  ApplicationSteps,
  FirstCodes,
  PromotionSlotsService,
  ResumeApplications,
];
