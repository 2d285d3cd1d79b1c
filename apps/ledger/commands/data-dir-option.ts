import { InvalidArgumentError, Option } from 'commander';

/** Where `npm start` keeps its data unless told otherwise; every command finds the ledger there. */
const DEFAULT_DATA_DIR = '.data/ledger';

/** `--data <dir>`, the same for every command; LEDGER_DATA says it too, where it is not empty. */
export function dataDirOption(): Option {
  const option = new Option('--data <dir>', 'folder of the ledger’s data')
    .default(DEFAULT_DATA_DIR)
    .argParser(folderArgument);
  return process.env['LEDGER_DATA'] === '' ? option : option.env('LEDGER_DATA');
}

/** `--data "$UNSET"` would keep a ledger in the folder that one happens to stand in. */
function folderArgument(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError(`it is empty: leave it out for ${DEFAULT_DATA_DIR}`);
  return text;
}
