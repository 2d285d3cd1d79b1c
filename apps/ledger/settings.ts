import { readSettings } from '@ledger/hosting/settings/settings';

/** The settings of this command. */
export const SETTINGS = readSettings(process.env);
