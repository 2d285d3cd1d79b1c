import { z } from 'zod';
import { EventStoreError } from '@ledger/event-store/event-store-error';
import {
  readEventStoreDbSettings,
  type EventStoreDbSettings,
} from '@ledger/event-store/eventstoredb/eventstoredb-settings';
import { parseEnvironment, type Environment } from './environment';
import { SettingsError } from './settings-error';

export const EVENT_STORES = ['postgres', 'eventstoredb'] as const;
export type EventStoreKind = (typeof EVENT_STORES)[number];

/** Which event store holds the log. */
export type EventStoreSettings =
  { readonly kind: 'postgres' } | { readonly kind: 'eventstoredb'; readonly server: EventStoreDbSettings };

const environmentSchema = z.object({
  LEDGER_EVENT_STORE: z.enum(EVENT_STORES, { error: 'must be postgres or eventstoredb' }).default('postgres'),
});

/** LEDGER_EVENT_STORE, and for EventStoreDB the settings named EVENTSTORE_…. Throws SettingsError, one line. */
export function readEventStoreSettings(environment: Environment): EventStoreSettings {
  const { LEDGER_EVENT_STORE: kind } = parseEnvironment(environmentSchema, environment);
  if (kind === 'postgres') return { kind };
  try {
    return { kind, server: readEventStoreDbSettings(environment) };
  } catch (error) {
    if (error instanceof EventStoreError) throw new SettingsError(error.message, { cause: error });
    throw error;
  }
}
