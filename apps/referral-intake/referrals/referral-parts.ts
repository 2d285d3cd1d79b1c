import { ClickRecorder } from './click-recorder.service';
import { DomainIndex } from './leads/domain-index.service';
import { LeadFiles } from './leads/lead-files.service';
import { LeadMatchesController } from './leads/lead-matches.controller';
import { LeadReadings } from './leads/lead-readings.service';
import { LeadSubmissions } from './leads/lead-submissions.service';
import { OwnLeadsController } from './leads/own-leads.controller';
import { ProgramLeadsController } from './leads/program-leads.controller';
import { LinkDestinations } from './link-destinations.service';
import { LinksService } from './links.service';
import { OwnLinksController } from './own-links.controller';
import { ProgramLinksController } from './program-links.controller';
import { QrCodesController } from './qr-codes.controller';
import { RedirectController } from './redirect.controller';
import { Visits } from './visits.service';

/** What the service at the gate has of links and leads; proposals come before leads, whose path would take theirs. */
export const REFERRAL_CONTROLLERS = [
  OwnLinksController,
  QrCodesController,
  ProgramLinksController,
  RedirectController,
  OwnLeadsController,
  LeadMatchesController,
  ProgramLeadsController,
];
export const REFERRAL_PROVIDERS = [
  LinksService,
  LinkDestinations,
  ClickRecorder,
  Visits,
  DomainIndex,
  LeadSubmissions,
  LeadFiles,
  LeadReadings,
];
