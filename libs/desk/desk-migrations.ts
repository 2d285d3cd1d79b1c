import type { Migration } from '@ledger/postgres/migrate';
import { APPLICATIONS_MIGRATIONS } from './applications/applications-migrations';
import { audit } from './audit/migrations/0001-audit';
import { mailPreferences } from './mail/migrations/0002-preferences';
import { outbox } from './mail/migrations/0001-outbox';
import { deals } from './deals/migrations/0001-deals';
import { deskFiles } from './files/migrations/0001-files';
import { tokenRotation } from './partner-tokens/migrations/0001-rotation';
import { people } from './people/migrations/0001-people';
import { erasures } from './personal/migrations/0002-erasures';
import { customerPseudonyms } from './personal/migrations/0001-customer-pseudonyms';
import { REFERRAL_MIGRATIONS } from './referrals/migrations/referral-migrations';
import { termsPreviews } from './terms/migrations/0001-terms-previews';

/** Every step of schema `desk`. */
export const DESK_MIGRATIONS: readonly Migration[] = [
  people,
  audit,
  outbox,
  customerPseudonyms,
  deals,
  deskFiles,
  tokenRotation,
  ...REFERRAL_MIGRATIONS,
  ...APPLICATIONS_MIGRATIONS,
  mailPreferences,
  erasures,
  termsPreviews,
];
