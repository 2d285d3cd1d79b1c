import type { Command } from 'commander';
import type { Kafka } from 'kafkajs';
import { isOneLine } from '@ledger/kernel/fault';
import { describeKafkaError } from '@ledger/messaging/describe-kafka-error';
import { createKafka } from '@ledger/messaging/kafka-client';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import type { KafkaSettings } from '@ledger/messaging/kafka-settings';
import { withBrokersOf } from '@ledger/hosting/data-folder/brokers-of-running';
import { UserError } from '@ledger/hosting/process/user-error';
import { SETTINGS } from '../settings';

export interface KafkaConnection {
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
}

/**
 * Runs a command on the cluster that the environment names, or that runs on the folder of `--data`.
 * Throws UserError, one clear line: exit status 2 for settings, 1 for everything else.
 */
export async function withKafka(command: Command, run: (connection: KafkaConnection) => Promise<void>): Promise<void> {
  const { data } = command.opts<{ data: string }>();
  const settings = (await withBrokersOf(data, SETTINGS)).kafka;
  try {
    await run({ kafka: createKafka(settings, silentKafkaLog), settings });
  } catch (error) {
    throw isOneLine(error) ? error : new UserError(describeKafkaError(error, settings), 'wait');
  }
}
