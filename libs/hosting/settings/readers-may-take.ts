import { z } from 'zod';
import { wholeNumber } from '@ledger/messaging/whole-number-setting';
import { parseEnvironment, type Environment } from './environment';

const environmentSchema = z.object({ LEDGER_READERS_MAY_TAKE_MS: wholeNumber(0, 86_400_000).default(60_000) });

/**
 * LEDGER_READERS_MAY_TAKE_MS: for how long a transaction that reads the ops views may keep them, and rows that are to be
 * dropped, from being replaced; then the server ends its connection.
 * @throws SettingsError saying what would be right
 */
export function readReadersMayTake(environment: Environment): number {
  return parseEnvironment(environmentSchema, environment).LEDGER_READERS_MAY_TAKE_MS;
}
