import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOPIC_NAMES } from '@ledger/service-kit/access/token-kinds';
import { writeWhole } from '@ledger/machine/files/write-whole';
import type { DataSource } from 'typeorm';
import type { Storage } from '../storage/open-storage';
import type { Settings } from '../settings/settings';

/** What the token in the folder is for, beside it; an earlier release did not say. */
const TOPICS = TOPIC_NAMES.join(',');

/**
 * The token of this command line: LEDGER_TOKEN, else the one in the data folder (readable by its owner only), which is
 * issued at first use. The same token each time makes what is sent again recognisable. It is for every topic, also for
 * those that came after it was issued. `storage`: the folder's, where it is open.
 */
export async function cliToken(
  dataDir: string,
  settings: Settings,
  storage: Pick<Storage, 'api'> | null = null,
): Promise<string> {
  const given = settings.environment['LEDGER_TOKEN'];
  if (given !== undefined) return given;
  const [file, topicsFile] = [join(dataDir, 'cli.token'), join(dataDir, 'cli.token.topics')];
  const kept = await textOf(file);
  if (kept !== '' && (await textOf(topicsFile)) === TOPICS) return kept;
  const issue = ({ api }: Pick<Storage, 'api'>) => issuedOrWidened(api, kept);
  const text = await (storage === null ? onFolder(dataDir, settings, issue) : issue(storage));
  await writeWhole(file, `${text}\n`);
  await writeWhole(topicsFile, `${TOPICS}\n`);
  return text;
}

/** All that a ledger is opened with is loaded only where a token is made, once for a folder. */
async function onFolder<T>(dataDir: string, settings: Settings, use: (storage: Storage) => Promise<T>): Promise<T> {
  const { withLedger } = await import('../storage/open-ledger');
  return withLedger({ dataDir, settings }, use);
}

async function issuedOrWidened(api: DataSource, kept: string): Promise<string> {
  const { issueToken } = await import('@ledger/service-kit/access/issue-token');
  const { widenToken } = await import('@ledger/service-kit/access/widen-token');
  if (kept === '') return (await issueToken(api, { kind: 'ingest', topics: TOPIC_NAMES, name: 'ledger ingest' })).text;
  await widenToken(api, kept);
  return kept;
}

/** Empty where there is no such file. */
async function textOf(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(() => '')).trim();
}
