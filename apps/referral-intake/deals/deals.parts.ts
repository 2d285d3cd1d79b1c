import { AccountCheckService } from './account-check.service';
import { AccountsController } from './accounts.controller';
import { DealsController } from './deals.controller';
import { EvidenceReader } from './evidence-reader';
import { PartnerDealsController } from './partner-deals.controller';
import { RegistrationsService } from './registrations.service';

/** What is done about deals, accounts and conflicts. */
export const DEALS_CONTROLLERS = [DealsController, PartnerDealsController, AccountsController];
export const DEALS_PROVIDERS = [RegistrationsService, AccountCheckService, EvidenceReader];
