import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TOPIC_NAMES } from '@ledger/service-kit/auth/token-kinds';
import { issueToken } from '@ledger/service-kit/auth/issue-token';
import { apiDataSource } from '@ledger/service-kit/database/api-data-source';
import { openStorage } from './open-storage';

/**
 * The token of this command line: LEDGER_TOKEN, else the one in the data folder (readable by its owner only), which is
 * issued at first use. The same token each time makes what is sent again recognisable.
 */
export async function cliToken(dataDir: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const given = environment['LEDGER_TOKEN'];
  if (given !== undefined) return given;
  const file = join(dataDir, 'cli.token');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return kept.trim();
  const storage = await openStorage({ dataDir, environment });
  try {
    const api = await apiDataSource({ connectionString: storage.connectionString }).initialize();
    const { text } = await issueToken(api, { kind: 'ingest', topics: TOPIC_NAMES, name: 'ledger ingest' });
    await api.destroy();
    await writeFile(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
    return text;
  } finally {
    await storage.close();
  }
}
