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

/** A ledger as an earlier release left it, in a database and a folder of its own, with what that release said of it. */
export interface EarlierLedger {
  readonly place: LedgerPlace;
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

/** Puts the ledger of a release into an empty database and folder. */
export async function earlierLedger(release: string): Promise<EarlierLedger> {
  const kept = (file: string) => join(RELEASES, release, file);
  const database = await freshDatabase();
  const client = new Client({ connectionString: database.connectionString });
  await client.connect();
  await client.query(readFileSync(kept('database.sql'), 'utf8'));
  await client.end();
  const place = await ledgerPlace(database);
  for (const file of ['personal.key', 'storage.json']) cpSync(kept(file), join(place.dataDir, file));
  const text = (file: string) => readFileSync(kept(file), 'utf8');
  const facts = text('facts.ndjson');
  const exported = OF_FIRST_EDITION.has(release) ? await replayLines(facts.trim().split('\n')) : text('export.json');
  return { place, exported, facts, token: text('token.txt').trim() };
}
