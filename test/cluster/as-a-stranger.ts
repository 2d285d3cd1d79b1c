import { resolve } from 'node:path';

/** The command that `npm start`, `npm run start:cluster` and `npm run ledger` run. */
export const LEDGER = resolve(__dirname, '../../tools/bin/ledger.mjs');

/** From Ctrl-C on, a local cluster has so long to end with all its servers. */
export const STOP_WITHIN_MS = 15_000;

/** The environment of a user who has no servers of his own. */
export const environment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(KAFKA_|EVENTSTORE_|LEDGER_)/.test(name)),
);
