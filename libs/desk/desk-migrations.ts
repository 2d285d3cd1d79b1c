import type { Migration } from '@ledger/postgres/migrate';
import { audit } from './audit/migrations/0001-audit';
import { people } from './people/migrations/0001-people';

/** Every step of schema `desk`. */
export const DESK_MIGRATIONS: readonly Migration[] = [people, audit];
