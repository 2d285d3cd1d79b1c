import { readKafkaSettings, type KafkaSettings } from '@ledger/messaging/kafka-settings';
import { readTopicSettings, type TopicSettings } from '@ledger/messaging/topic-settings';
import type { HttpSettings } from '@ledger/service-kit/http-settings';
import type { TracingSettings } from '@ledger/service-kit/tracing/start-tracing';
import { failpointFrom } from '../process/failpoint';
import type { Environment } from './environment';
import { readEventStoreSettings, type EventStoreSettings } from './event-store-settings';
import { readHttpSettings } from './http-settings';
import { readMailSettings, type MailSettings } from './mail-settings';
import { readRailSettings, type RailSettings } from './rail-settings';
import { readReadersMayTake } from './readers-may-take';
import { termsFilesOf } from './named-terms-files';
import { readTracingSettings } from './tracing-settings';

/**
 * What the environment of a process says: one object, made once. A part is read when it is first asked for, and then
 * kept, so that a command is refused only for what it uses.
 */
export interface Settings {
  /** All of it, as it was given: what a process that is started from this one gets. */
  readonly environment: Environment;
  /** How to listen, and how much to take from a request. Throws SettingsError. */
  readonly http: HttpSettings;
  /** Throws KafkaSettingsError. */
  readonly kafka: KafkaSettings;
  /** How topics are set up. Throws KafkaSettingsError. */
  readonly topics: TopicSettings;
  /** Which event store holds the log. Throws SettingsError. */
  readonly eventStore: EventStoreSettings;
  /** What the rails need that money is paid out by. Throws SettingsError. */
  readonly rails: RailSettings;
  /** How mails are sent. Throws SettingsError. */
  readonly mail: MailSettings;
  /** How long a reader may be in the way of the ops views and of rows that are to be dropped. Throws SettingsError. */
  readonly readersMayTakeMs: number;
  /** What names the terms that a log begins with; empty: the programs that ship with the project. */
  readonly termsFiles: readonly string[];
  readonly tracing: TracingSettings;
  /** Passes a moment at which a test of recovery may want this process to die. */
  readonly failpoint: (name: string) => void;
}

/** The settings in an environment. */
export function readSettings(environment: Environment): Settings {
  return lazily<Settings>({
    environment: () => environment,
    http: () => readHttpSettings(environment),
    kafka: () => readKafkaSettings(environment),
    topics: () => readTopicSettings(environment),
    eventStore: () => readEventStoreSettings(environment),
    rails: () => readRailSettings(environment),
    mail: () => readMailSettings(environment),
    readersMayTakeMs: () => readReadersMayTake(environment),
    termsFiles: () => termsFilesOf(environment),
    tracing: () => readTracingSettings(environment),
    failpoint: () => failpointFrom(environment),
  });
}

/** An object whose parts are made when they are first asked for, each once. */
function lazily<T extends object>(parts: { readonly [Part in keyof T]: () => T[Part] }): T {
  const whole = {} as T;
  for (const part of Object.keys(parts) as (keyof T)[]) {
    const get = () => {
      const value = parts[part]();
      Object.defineProperty(whole, part, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(whole, part, { get, enumerable: true, configurable: true });
  }
  return whole;
}
