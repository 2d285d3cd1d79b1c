import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOPIC_NAMES } from '@ledger/service-kit/access/token-kinds';
import { issueToken } from '@ledger/service-kit/access/issue-token';
import { widenToken } from '@ledger/service-kit/access/widen-token';
import { writeWhole } from '@ledger/machine/files/write-whole';
import type { DataSource } from 'typeorm';
import { withLedger } from '../storage/open-ledger';
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
  const text = await (storage === null ? withLedger({ dataDir, settings }, issue) : issue(storage));
  await writeWhole(file, `${text}\n`);
  await writeWhole(topicsFile, `${TOPICS}\n`);
  return text;
}

async function issuedOrWidened(api: DataSource, kept: string): Promise<string> {
  if (kept === '') return (await issueToken(api, { kind: 'ingest', topics: TOPIC_NAMES, name: 'ledger ingest' })).text;
  await widenToken(api, kept);
  return kept;
}

/** Empty where there is no such file. */
async function textOf(file: string): Promise<string> {
  return (await readFile(file, 'utf8').catch(() => '')).trim();
}
