import { hash } from 'node:crypto';
import { createTables } from './create-tables';
import { createOpsViews } from './ops-views';

/**
 * To be raised whenever the same decisions come to other rows in the same columns: the rows of the releases before are
 * then built anew. (What changes in tables, columns and views is noticed by itself.)
 */
const FOLD_VERSION = 3;

/** Processes that lock otherwise must not share rows: to be raised with the locks of versions/version-locks.ts. */
const LOCKS_VERSION = 2;

/** A digest of everything that the rows follow from: tables, columns, indexes, views, and how decisions are folded. */
const READ_MODELS_VERSION = versionOf();

/** The schema that this build reads and projects into; each version has its own, so that two releases can run side by side. */
export const LIVE_SCHEMA = `read_models_${READ_MODELS_VERSION}`;

/** The schema of the releases that knew no versions. */
export const UNVERSIONED_SCHEMA = 'read_models';

function versionOf(): string {
  const definitions = [...createTables('of_a_version'), ...createOpsViews('of_a_version'), FOLD_VERSION, LOCKS_VERSION];
  return hash('sha256', definitions.join('\n'), 'hex').slice(0, 12);
}
