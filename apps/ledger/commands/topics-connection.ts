import type { Command } from 'commander';
import type { Kafka } from 'kafkajs';
import { DeadLetterError } from '@ledger/messaging/dead-letter-box';
import { describeKafkaError } from '@ledger/messaging/describe-kafka-error';
import { createKafka } from '@ledger/messaging/kafka-client';
import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { KafkaSettingsError, readKafkaSettings, type KafkaSettings } from '@ledger/messaging/kafka-settings';
import { KafkaFailure } from '@ledger/messaging/until-kafka-answers';

export interface KafkaConnection {
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
}

/**
 * Runs a command on the cluster that the environment names. What goes wrong ends the command with one clear line:
 * exit status 2 for settings, 1 for everything else.
 */
export async function withKafka(command: Command, run: (connection: KafkaConnection) => Promise<void>): Promise<void> {
  const settings = settingsOrEnd(command);
  try {
    await run({ kafka: createKafka(settings, silentKafkaLog), settings });
  } catch (error) {
    const isReadable = error instanceof DeadLetterError || error instanceof KafkaFailure;
    command.error(isReadable ? error.message : describeKafkaError(error, settings), { exitCode: 1 });
  }
}

function settingsOrEnd(command: Command): KafkaSettings {
  try {
    return readKafkaSettings(process.env);
  } catch (error) {
    if (!(error instanceof KafkaSettingsError)) throw error;
    return command.error(error.message, { exitCode: 2 });
  }
}
