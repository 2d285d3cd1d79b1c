import type { Migration } from '@ledger/postgres/migrate';
import { deskLinks } from './0001-links';
import { deskLeads } from './0002-leads';

/** Every step of the desk of links and leads. */
export const REFERRAL_MIGRATIONS: readonly Migration[] = [deskLinks, deskLeads];
