import { AccountCheckService } from './account-check.service';
import { AccountsController } from './accounts.controller';
import { ConflictNotes } from './conflict-notes.service';
import { ConflictsController } from './conflicts.controller';
import { ConflictsService } from './conflicts.service';
import { DealsController } from './deals.controller';
import { DealsJobs } from './deals-jobs';
import { EvidenceReader } from './evidence-reader';
import { ExpiryWarnings } from './expiry-warnings.service';
import { HandoversController } from './handovers.controller';
import { HandoversService } from './handovers.service';
import { OverridesController } from './overrides.controller';
import { OverridesService } from './overrides.service';
import { PartnerAccountsController } from './partner-accounts.controller';
import { PartnerConflictsController } from './partner-conflicts.controller';
import { PartnerDealsController } from './partner-deals.controller';
import { ProtectedAccountsController } from './protected-accounts.controller';
import { ProtectedAccountsService } from './protected-accounts.service';
import { QuarterlyReviewController } from './quarterly-review.controller';
import { RegistrationsService } from './registrations.service';
import { ViolationsController } from './violations.controller';

/** What is done about deals, accounts and conflicts. */
export const DEALS_CONTROLLERS = [
  DealsController,
  PartnerDealsController,
  AccountsController,
  ConflictsController,
  OverridesController,
  HandoversController,
  PartnerAccountsController,
  ProtectedAccountsController,
  ViolationsController,
  QuarterlyReviewController,
  PartnerConflictsController,
];
export const DEALS_PROVIDERS = [
  RegistrationsService,
  AccountCheckService,
  EvidenceReader,
  ConflictNotes,
  ConflictsService,
  OverridesService,
  HandoversService,
  ExpiryWarnings,
  DealsJobs,
  ProtectedAccountsService,
];
