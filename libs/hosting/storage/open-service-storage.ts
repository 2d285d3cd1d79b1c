import type { KafkaLog } from '@ledger/messaging/kafka-log';
import type { ServiceSettings } from '../settings/service-settings';
import { warnWithoutRepeating } from '../waiting/warn-without-repeating';
import { openStorage, type Storage } from './open-storage';

/** Opens what a service of the cluster keeps things in; what its event store waits out is told on the log. */
export function openServiceStorage(settings: ServiceSettings, log: KafkaLog): Promise<Storage> {
  const { postgresUrl, eventStore, statementTimeoutMs } = settings;
  return openStorage(
    { postgresUrl, eventStore, statementTimeoutMs, onTrouble: warnWithoutRepeating(log) },
    'one of many',
  );
}
