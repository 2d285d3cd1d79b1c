import { CLOCKS } from '@ledger/hosting/data-folder/how-begun';
import { Option } from 'commander';

/** `--clock <mode>`, the same for both ways to start; without it a data folder goes on as it was begun. */
export function clockOption(): Option {
  return new Option(
    '--clock <mode>',
    'events: the time of the newest event (samples, imports); wall: this machine’s clock, for real use ' +
      '(default: as the folder was begun; a new one: events)',
  ).choices(CLOCKS);
}

/** `--for-good`: what `--clock wall` does to a folder that went by the time of its events. */
export function forGoodOption(): Option {
  return new Option(
    '--for-good',
    'with --clock wall: a folder that was begun by the time of its events goes over to this machine’s clock, for good',
  );
}
