import { DEALS_ENTITIES } from './deals/deals-entities';
import { APPLICATIONS_ENTITIES } from './applications/applications-entities';
import { AuditEntry } from './audit/audit-entry.entity';
import { MailPreferences } from './mail/mail-preferences.entity';
import { Mail } from './mail/mail.entity';
import { DeskFile } from './files/file.entity';
import { DeskFileOwner } from './files/file-owner.entity';
import { Membership } from './people/membership.entity';
import { PartnerToken } from './people/partner-token.entity';
import { Person } from './people/person.entity';
import { PersonToken } from './people/person-token.entity';
import { REFERRAL_ENTITIES } from './referrals/referral-entities';
import { StaffRoleOfPerson } from './people/staff-role.entity';
import { TermsPreview } from './terms/terms-preview.entity';

/** Every entity of schema `desk`: what people do that is not in the log. */
export const DESK_ENTITIES = [
  Person,
  StaffRoleOfPerson,
  Membership,
  PersonToken,
  PartnerToken,
  AuditEntry,
  Mail,
  ...DEALS_ENTITIES,
  ...APPLICATIONS_ENTITIES,
  DeskFile,
  DeskFileOwner,
  ...REFERRAL_ENTITIES,
  MailPreferences,
  TermsPreview,
] as const;
