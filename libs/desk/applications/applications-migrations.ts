import type { Migration } from '@ledger/postgres/migrate';
import { directory } from '../directory/migrations/0001-directory';
import { enrolments } from '../enrolments/migrations/0001-enrolments';
import { invitations } from '../invitations/migrations/0001-invitations';
import { applications } from './migrations/0001-applications';

/** Tables of how partners join. */
export const APPLICATIONS_MIGRATIONS: readonly Migration[] = [applications, invitations, enrolments, directory];
