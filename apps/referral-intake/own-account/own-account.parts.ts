import { OwnTokensController } from '../partner-tokens/own-tokens.controller';
import { PartnerTokensController } from '../partner-tokens/partner-tokens.controller';
import { PartnerTokens } from '../partner-tokens/partner-tokens.service';
import { OwnAccountController } from './own-account.controller';
import { OwnAccount } from './own-account.service';

/** What owners of a partner decide about it, and the tokens of its machines. */
export const OWN_ACCOUNT_CONTROLLERS = [OwnAccountController, OwnTokensController, PartnerTokensController];
export const OWN_ACCOUNT_PROVIDERS = [OwnAccount, PartnerTokens];
