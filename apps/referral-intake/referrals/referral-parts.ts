import { ClickRecorder } from './click-recorder.service';
import { LinkDestinations } from './link-destinations.service';
import { LinksService } from './links.service';
import { OwnLinksController } from './own-links.controller';
import { ProgramLinksController } from './program-links.controller';
import { QrCodesController } from './qr-codes.controller';
import { RedirectController } from './redirect.controller';
import { Visits } from './visits.service';

/** What the service at the gate has of links and leads. */
export const REFERRAL_CONTROLLERS = [OwnLinksController, QrCodesController, ProgramLinksController, RedirectController];
export const REFERRAL_PROVIDERS = [LinksService, LinkDestinations, ClickRecorder, Visits];
