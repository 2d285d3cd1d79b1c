import { ArchivedLink } from './archived-link.entity';
import { WaitingClick } from './waiting-click.entity';

/** What is kept of links and leads beside the log. */
export const REFERRAL_ENTITIES = [ArchivedLink, WaitingClick] as const;
