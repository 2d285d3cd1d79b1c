import { once } from 'node:events';
import { createTopics } from '@ledger/messaging/create-topics';
import { formatTopicProblem } from '@ledger/messaging/check-topics';
import { createKafka } from '@ledger/messaging/kafka-client';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { KafkaFailure, untilKafkaAnswers } from '@ledger/messaging/until-kafka-answers';
import type { ServiceSettings } from '../settings/service-settings';
import { openServiceStorage } from '../storage/open-service-storage';
import { isTransient } from '../waiting/is-transient';
import { prepareCluster } from './prepare-cluster';
import { untilReady } from '../waiting/until-ready';
import { typed } from '../process/command-name';
import { UserError } from '../process/user-error';

/** What was made. */
export interface Prepared {
  readonly topics: readonly string[];
  readonly terms: readonly string[];
}

/** Who waits for the servers. */
export interface Waiting {
  readonly warn: (line: string) => void;
  /** Ends the waiting; never, where it is left out. */
  readonly signal?: AbortSignal;
}

/**
 * Prepares the cluster that the settings describe, waiting for its servers. Throws UserError, one line, also when
 * the signal ended the waiting.
 */
export async function prepareWithServers(
  settings: ServiceSettings,
  { warn, signal = new AbortController().signal }: Waiting,
): Promise<Prepared> {
  const log = { ...silentKafkaLog, warn };
  const storage = await untilReady(() => openServiceStorage(settings, log), { log, signal, isTransient });
  try {
    const preparing = untilReady(
      () =>
        prepareCluster({
          ...storage,
          say: warn,
          personalKey: settings.personalKey,
          termsFiles: settings.termsFiles,
          command: typed('terms'),
        }),
      { log, signal, isTransient },
    );
    // An event store that is away would be asked for half a minute more; closing it below ends that.
    const terms = await Promise.race([preparing, untilAborted(signal)]);
    return { terms, topics: await makeTopics(settings, { warn, signal }) };
  } catch (error) {
    throw error instanceof KafkaFailure ? new UserError(error.message) : error;
  } finally {
    await storage.close();
  }
}

async function untilAborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, 'abort');
  throw new UserError('stopped before the cluster was prepared');
}

async function makeTopics({ kafka: settings, topics }: ServiceSettings, { warn, signal }: Required<Waiting>) {
  const log = { ...silentKafkaLog, warn };
  const kafka = createKafka(settings, silentKafkaLog);
  const { created, problems } = await untilKafkaAnswers(() => createTopics(kafka, topics), {
    settings,
    log,
    signal,
  });
  for (const problem of problems) warn(formatTopicProblem(problem));
  return created;
}
