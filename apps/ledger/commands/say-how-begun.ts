import type { AskedStart, HowBegun } from '@ledger/hosting/data-folder/how-begun';

const CLOCKS = { events: 'the time of the newest event', wall: 'this machine’s clock' } as const;

/** The lines with which a start says what kind of ledger it brings up, and why it feeds no samples where some were expected. */
export function howItRuns(begun: HowBegun, { empty }: AskedStart): string[] {
  const clock = `  clock      ${begun.clock}: ${CLOCKS[begun.clock]}`;
  const samples = begun.samples ? 'a year of made-up sample data, for trying things' : 'your own events, no samples';
  return [`  holds      ${samples}`, clock, ...(begun.samples || empty ? [] : [NO_SAMPLES[begun.clock]])];
}

const NO_SAMPLES = {
  events: '             samples go only into a folder that was begun with them (npm start -- --data another/folder)',
  wall: '             the samples are not fed by the wall clock: what lies ahead of now would be rejected for good',
} as const;
