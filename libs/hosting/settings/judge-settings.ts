import { once } from 'node:events';
import { createServer } from 'node:net';
import { cannotListen } from '@ledger/service-kit/cannot-listen';
import { isNotedAsBegun } from '../data-folder/how-begun';
import { personalKey } from '../data-folder/personal-key';
import { withRemembered } from '../data-folder/remembered-environment';
import type { Environment } from './environment';
import { readServiceSettings } from './service-settings';
import type { Settings } from './settings';
import { programsOfFiles } from './terms-files';

/** In the place of servers that a start brings up by itself. */
const BROUGHT_UP = { KAFKA_BROKERS: '127.0.0.1:9092', LEDGER_POSTGRES_URL: 'postgresql://127.0.0.1/ledger' } as const;
/** Said by options of a start, or judged by `personalKey`. */
const SAID_OTHERWISE: readonly string[] = ['LEDGER_CLOCK', 'LEDGER_PERSONAL_KEY'];

/**
 * Judges all settings of a start in one process, before anything is printed or written. Throws SettingsError, UserError,
 * TermsFileError or CannotListen.
 */
export async function judgeSettingsOfStart(dataDir: string, { environment }: Settings): Promise<void> {
  const given = await withRemembered(dataDir, environment);
  const ofKafka = (name: string) => name.startsWith('KAFKA_') || name === 'LEDGER_STATEMENT_TIMEOUT_MS';
  await judge(dataDir, Object.fromEntries(Object.entries(given).filter(([name]) => !ofKafka(name))));
}

/** The same of a cluster that is started here; `environment`: with options in their variables, and what is remembered. */
export function judgeSettingsOfCluster(dataDir: string, environment: Environment): Promise<void> {
  return judge(dataDir, environment);
}

async function judge(dataDir: string, given: Environment): Promise<void> {
  const set = Object.entries(given).filter(([name, value]) => (value ?? '') !== '' && !SAID_OTHERWISE.includes(name));
  const settings = readServiceSettings({ ...BROUGHT_UP, ...Object.fromEntries(set) });
  void settings.rails;
  // Those of a log that may have been begun elsewhere are needed no more.
  const isNewHere = !isNotedAsBegun(dataDir) && (given['LEDGER_POSTGRES_URL'] ?? '') === '';
  if (isNewHere && settings.eventStore.kind === 'postgres') programsOfFiles(settings.termsFiles);
  await personalKey(dataDir, given['LEDGER_PERSONAL_KEY']);
  await refuseUnusableHost(settings.http.host);
}

/** What listening on any free port of it fails with. */
async function refuseUnusableHost(host: string): Promise<void> {
  const server = createServer();
  try {
    await once(server.listen(0, host), 'listening');
  } catch (error) {
    throw cannotListen(error, host, 0);
  } finally {
    server.close();
  }
}
