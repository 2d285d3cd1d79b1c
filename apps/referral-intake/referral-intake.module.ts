import { Module } from '@nestjs/common';
import { APPLICATIONS_CONTROLLERS, APPLICATIONS_PROVIDERS } from './applications/applications.parts';
import { UnownedCodesController } from './codes/unowned-codes.controller';
import { DEALS_CONTROLLERS, DEALS_PROVIDERS } from './deals/deals.parts';
import { EventsController } from './events/events.controller';
import { OWN_ACCOUNT_CONTROLLERS, OWN_ACCOUNT_PROVIDERS } from './own-account/own-account.parts';
import { MailsController } from './mail/mails.controller';
import { PreferencesController } from './mail/preferences.controller';
import { AuditController } from './people/audit.controller';
import { MeController } from './people/me.controller';
import { PeopleController } from './people/people.controller';
import { PeopleService } from './people/people.service';
import { ProgramPeopleController } from './people/program-people.controller';
import { REFERRAL_CONTROLLERS, REFERRAL_PROVIDERS } from './referrals/referral-parts';
import { PersonalDataController } from './personal/personal-data.controller';
import { RejectedController } from './rejected/rejected.controller';
import { TERMS_CONTROLLERS, TERMS_PROVIDERS } from './terms/terms.parts';
import { EventTrials } from './trial/event-trials';
import { staffActionController } from './staff/staff-action-controller';
import { STAFF_ACTIONS } from './staff/staff-actions';
import { TrialTurns } from './trial/trial-turns';

/** The service at the gate: takes events, and shows those that it had to reject and codes that nobody owns. */
@Module({
  controllers: [
    EventsController,
    RejectedController,
    UnownedCodesController,
    MeController,
    PeopleController,
    ProgramPeopleController,
    AuditController,
    ...APPLICATIONS_CONTROLLERS,
    ...DEALS_CONTROLLERS,
    ...OWN_ACCOUNT_CONTROLLERS,
    ...STAFF_ACTIONS.map(staffActionController),
    ...REFERRAL_CONTROLLERS,
    ...TERMS_CONTROLLERS,
    MailsController,
    PreferencesController,
    PersonalDataController,
  ],
  providers: [
    EventTrials,
    TrialTurns,
    PeopleService,
    ...APPLICATIONS_PROVIDERS,
    ...DEALS_PROVIDERS,
    ...OWN_ACCOUNT_PROVIDERS,
    ...REFERRAL_PROVIDERS,
    ...TERMS_PROVIDERS,
  ],
})
export class ReferralIntakeModule {}
