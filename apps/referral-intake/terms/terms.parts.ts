import { AcknowledgementsController } from './acknowledgements.controller';
import { PreviewJobs } from './preview-jobs';
import { TermsAnnouncements } from './terms-announcements';
import { TermsDesk } from './terms-desk.service';
import { TermsPublicationController } from './terms-publication.controller';

/** Previews of terms, their publication, and who has acknowledged them. */
export const TERMS_CONTROLLERS = [TermsPublicationController, AcknowledgementsController] as const;
export const TERMS_PROVIDERS = [PreviewJobs, TermsAnnouncements, TermsDesk] as const;
