import { ArchivedLink } from './archived-link.entity';
import { DismissedMatch } from './dismissed-match.entity';
import { DeskLead } from './lead.entity';
import { WaitingClick } from './waiting-click.entity';

/** What is kept of links and leads beside the log. */
export const REFERRAL_ENTITIES = [ArchivedLink, WaitingClick, DeskLead, DismissedMatch] as const;
