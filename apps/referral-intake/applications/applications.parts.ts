import { ApplicationFormsController } from './application-forms.controller';
import { ApplicationQueue } from './application-queue';
import { ApplicationStateController } from './application-state.controller';
import { ApplicationSteps } from './application-steps';
import { DirectoryController } from './directory.controller';
import { DirectoryService } from './directory.service';
import { DraftsController } from './drafts.controller';
import { DraftsService } from './drafts.service';
import { EnrolmentsController } from './enrolments.controller';
import { EnrolmentsService } from './enrolments.service';
import { FirstCodes } from './first-codes';
import { FollowLog } from './follow-log';
import { InvitationsController } from './invitations.controller';
import { OwnListingController } from './own-listing.controller';
import { PromotionsController } from './promotions.controller';
import { PromotionSlotsService } from './promotion-slots';
import { ResumeApplications } from './resume-applications';
import { ReviewController } from './review.controller';
import { ReviewService } from './review.service';
import { SupportRouteController } from './support-route.controller';
import { TaxDocumentController } from './tax-document.controller';

/** How partners join: applications and their review. */
export const APPLICATIONS_CONTROLLERS = [
  DraftsController,
  ReviewController,
  ApplicationFormsController,
  ApplicationStateController,
  PromotionsController,
  InvitationsController,
  TaxDocumentController,
  EnrolmentsController,
  DirectoryController,
  OwnListingController,
  SupportRouteController,
];
export const APPLICATIONS_PROVIDERS = [
  DraftsService,
  ReviewService,
  ApplicationQueue,
  ApplicationSteps,
  FirstCodes,
  PromotionSlotsService,
  ResumeApplications,
  FollowLog,
  EnrolmentsService,
  DirectoryService,
];
