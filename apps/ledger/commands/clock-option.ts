import { Option } from 'commander';

export const CLOCKS = ['events', 'wall'] as const;
export type Clock = (typeof CLOCKS)[number];

/** Said instead of feeding the samples. */
export const NO_SAMPLES_BY_WALL_CLOCK =
  'The samples are not fed by the wall clock: what lies ahead of now would be rejected for good (--clock events shows them).';

/** `--clock <mode>`, the same for both ways to start. */
export function clockOption(): Option {
  return new Option(
    '--clock <mode>',
    'events: the time of the newest event (samples, imports); wall: this machine’s clock, for real use',
  )
    .choices(CLOCKS)
    .default('events');
}
