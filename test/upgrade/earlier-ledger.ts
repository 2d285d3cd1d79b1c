import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { ledgerPlace, type LedgerPlace } from '../embedded/ledger-process';
import { replayLines } from '../embedded/replay-lines';
import { freshDatabase } from '../support/postgres';

const RELEASES = join(__dirname, 'releases');
/** The releases whose logs name no edition: they are judged and decided anew. */
const OF_FIRST_EDITION = new Set(['cb195fb']);

/** The releases of which a ledger is kept (`npm run release:fixture` makes one), by their names. */
export const RELEASE_NAMES: readonly string[] = readdirSync(RELEASES);

/** What a release said of its ledger. */
export interface SaidOfLedger {
  /** What its `ledger facts export` printed. */
  readonly facts: string;
  /**
   * What a later release must export: what that release exported where both judge by the same edition of the rules, else
   * what follows from its facts by the present one.
   */
  readonly exported: string;
  /** A token that it issued. */
  readonly token: string;
}

/** A ledger as an earlier release left it, in a database and a folder of its own, with what that release said of it. */
export interface EarlierLedger extends SaidOfLedger {
  readonly place: LedgerPlace;
}

/** Puts the ledger of a release into an empty database and folder. */
export async function earlierLedger(release: string): Promise<EarlierLedger> {
  const database = await freshDatabase();
  const place = await ledgerPlace(database);
  await putLedger(release, { connectionString: database.connectionString, dataDir: place.dataDir });
  return { place, ...(await saidBy(release)) };
}

/** Fills an empty database and the folder with what a release left. */
export async function putLedger(
  release: string,
  { connectionString, dataDir }: { readonly connectionString: string; readonly dataDir: string },
): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query(kept(release, 'database.sql'));
  await client.end();
  for (const file of ['personal.key', 'storage.json']) cpSync(join(RELEASES, release, file), join(dataDir, file));
}

export async function saidBy(release: string): Promise<SaidOfLedger> {
  const facts = kept(release, 'facts.ndjson');
  const exported = OF_FIRST_EDITION.has(release)
    ? await replayLines(facts.trim().split('\n'))
    : kept(release, 'export.json');
  return { facts, exported, token: kept(release, 'token.txt').trim() };
}

function kept(release: string, file: string): string {
  return readFileSync(join(RELEASES, release, file), 'utf8');
}
