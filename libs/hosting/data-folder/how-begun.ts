import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EventStore } from '@ledger/event-store/event-store';
import { isBegun, isOfFirstStart } from '@ledger/runner/first-terms';
import { recordedArrival } from '@ledger/runner/log/arrival-events';
import { FACTS_CATEGORY } from '@ledger/runner/log/stream-names';
import { UserError } from '../process/user-error';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { writeWhole } from '@ledger/machine/files/write-whole';

export const CLOCKS = ['events', 'wall'] as const;
export type Clock = (typeof CLOCKS)[number];

/** What the facts of a data folder's ledger follow, and whether made-up ones are among them: for good, since nothing leaves the log. */
export interface HowBegun {
  readonly clock: Clock;
  readonly samples: boolean;
}

/** What a start was asked for; no clock: the folder's own. */
export interface AskedStart {
  readonly clock: Clock | undefined;
  readonly empty: boolean;
  /** That the folder goes over to another clock, for good, is meant. */
  readonly forGood?: boolean;
}

/** How to go on with a data folder, which is remembered; the first start decides. Throws UserError for what does not fit. */
export async function goOnAsBegun(dataDir: string, store: EventStore, asked: AskedStart): Promise<HowBegun> {
  const noted = await readWholeJson<HowBegun>(fileIn(dataDir));
  const begun = noted ?? (await foundInLog(store));
  // A start that came to nothing leaves terms at most: then there is nothing that another clock could change.
  const forGood = asked.forGood === true || !(await isBegun(store));
  const goingOn = howToGoOn(begun, { ...asked, forGood }, dataDir);
  if (noted === null || goingOn.clock !== begun?.clock) await writeWhole(fileIn(dataDir), JSON.stringify(goingOn));
  return goingOn;
}

/** How a data folder was begun; null: nothing arrived in it. Remembers nothing. */
export async function howBegun(dataDir: string, store: EventStore): Promise<HowBegun | null> {
  return (await readWholeJson<HowBegun>(fileIn(dataDir))) ?? foundInLog(store);
}

/** Whether a start went so far as to note how a data folder's ledger was begun: its log was open by then. */
export function isNotedAsBegun(dataDir: string): boolean {
  return existsSync(fileIn(dataDir));
}

/** The rule; null: the folder is new. Throws UserError where real and made-up facts, or two clocks, would be mixed. */
export function howToGoOn(
  begun: HowBegun | null,
  { clock, empty, forGood = false }: AskedStart,
  dataDir: string,
): HowBegun {
  if (begun === null) return { clock: clock ?? 'events', samples: !empty && clock !== 'wall' };
  if (clock === undefined || clock === begun.clock) return begun;
  if (begun.samples) {
    throw new UserError(
      `the ledger in ${dataDir} was begun with samples, by the time of its events: --clock wall is for a folder of its own (--data)`,
    );
  }
  if (begun.clock === 'wall') {
    throw new UserError(
      `the ledger in ${dataDir} runs by the wall clock and cannot go back to the time of its events: leave --clock out`,
    );
  }
  if (!forGood) {
    throw new UserError(
      `the ledger in ${dataDir} was begun by the time of its events: with --clock wall it goes by this machine’s clock ` +
        'for good, and what lies ahead of that is rejected from then on: say --for-good too if that is meant, or leave --clock out',
    );
  }
  return { ...begun, clock };
}

/**
 * How a folder was begun whose note is not there (lost, or of a release that made none): samples and ticks have origins
 * of their own. One that a start had published its terms in was noted before, so it is not new: whatever it was meant
 * for, made-up facts never come in unasked. Null: nothing arrived.
 */
async function foundInLog(store: EventStore): Promise<HowBegun | null> {
  let found: HowBegun | null = null;
  let started: HowBegun | null = null;
  for await (const event of store.readAll(0n, [FACTS_CATEGORY])) {
    const { place } = recordedArrival(event).origin;
    if (isOfFirstStart(place)) {
      started = { clock: 'events', samples: false };
      continue;
    }
    found ??= { clock: 'events', samples: place.startsWith('file:samples/') };
    if (found.samples) return found;
    if (place.startsWith('clock:')) return { clock: 'wall', samples: false };
  }
  return found ?? started;
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'begun.json');
}
