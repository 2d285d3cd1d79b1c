import type { Command } from 'commander';
import type { Kafka } from 'kafkajs';
import { DeadLetterError } from '@ledger/messaging/dead-letter-box';
import { describeKafkaError } from '@ledger/messaging/describe-kafka-error';
import { createKafka } from '@ledger/messaging/kafka-client';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { KafkaSettingsError, readKafkaSettings, type KafkaSettings } from '@ledger/messaging/kafka-settings';
import { KafkaFailure } from '@ledger/messaging/until-kafka-answers';
import { withBrokersOf } from '../storage/brokers-of-running';
import { UserError } from '../user-error';

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
  const settings = kafkaSettings(await withBrokersOf(data, process.env));
  try {
    await run({ kafka: createKafka(settings, silentKafkaLog), settings });
  } catch (error) {
    const isReadable = error instanceof DeadLetterError || error instanceof KafkaFailure;
    throw new UserError(isReadable ? error.message : describeKafkaError(error, settings), 1);
  }
}

/** The settings for Kafka of a command. Throws UserError, one line. */
export function kafkaSettings(environment: NodeJS.ProcessEnv): KafkaSettings {
  try {
    return readKafkaSettings(environment);
  } catch (error) {
    throw error instanceof KafkaSettingsError ? new UserError(error.message) : error;
  }
}
