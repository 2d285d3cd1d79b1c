import { Option } from 'commander';

/** Where `npm start` keeps its data unless told otherwise; every command finds the ledger there. */
export const DEFAULT_DATA_DIR = '.data/ledger';

/** `--data <dir>`, the same for every command. */
export function dataDirOption(): Option {
  return new Option('--data <dir>', 'folder of the ledger’s data').default(DEFAULT_DATA_DIR).env('LEDGER_DATA');
}
