import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a data folder's ledger needs to be found again: variables as they were given to `start-cluster`. */
const REMEMBERED = [
  ...['LEDGER_POSTGRES_URL', 'LEDGER_EVENT_STORE', 'EVENTSTORE_URL', 'EVENTSTORE_NAMESPACE'],
  ...['EVENTSTORE_USERNAME', 'EVENTSTORE_PASSWORD', 'EVENTSTORE_CA_FILE', 'LEDGER_TERMS'],
] as const;

/** Keeps the variables in the data folder, readable by its owner only: there may be passwords among them. */
export async function rememberEnvironment(dataDir: string, environment: NodeJS.ProcessEnv): Promise<void> {
  const kept = Object.fromEntries(REMEMBERED.map((name) => [name, environment[name]]));
  const partial = `${fileIn(dataDir)}.new`;
  await writeFile(partial, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  await rename(partial, fileIn(dataDir));
}

/** The environment, with what the data folder remembers where a variable is not set. */
export async function withRemembered(dataDir: string, environment: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => '{}');
  return { ...(JSON.parse(text) as NodeJS.ProcessEnv), ...environment };
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'storage.json');
}
