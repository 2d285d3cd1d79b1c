import type { EventStore } from '@ledger/event-store/event-store';
import { pause } from '@ledger/messaging/back-off';
import type { OutputEvent } from '@ledger/runner/outputs/output-event';
import { outputOfSending } from '../log/sent-output';
import { SENDING_CATEGORY } from '../log/sending-stream';

/** Up to where in the log other systems were told which payouts were sent. */
export interface ToldSendings {
  /**
   * Lends the position to one process at a time, and takes over the one that it answers: only if it did not fail. Answers
   * false, and does nothing, where another process has it. Where nothing was ever told, it begins at `end`.
   */
  goOn(end: bigint, tell: (from: bigint) => Promise<bigint>): Promise<boolean>;
}

export interface TellSendingsOptions {
  readonly store: EventStore;
  readonly told: ToldSendings;
  /** Resolves when they are told. */
  readonly tell: (outputs: readonly OutputEvent[]) => Promise<unknown>;
  /** A ledger that was restored tells nothing until it goes live. */
  readonly mayTell: () => Promise<boolean>;
  readonly warn: (line: string) => void;
  readonly pollMs?: number;
}

const POLL_MS = 1_000;
/** So many are told at a time. */
const PAGE = 200;

/** Tells which payouts were sent, in the order of the log, at least once each, until the signal. */
export async function tellSendings(options: TellSendingsOptions, signal: AbortSignal): Promise<void> {
  const { store, told, mayTell, warn, pollMs = POLL_MS } = options;
  let seen: bigint | null = null;
  let failure: string | null = null;
  while (!signal.aborted) {
    try {
      const end = await store.lastPosition();
      if (end !== seen && (await mayTell())) {
        let to: bigint = end;
        if (await told.goOn(end, async (from) => (to = await tellPage(from, end, options)))) seen = to;
      }
      failure = null;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (failure !== reason) warn(`telling what was sent: ${reason}; trying again until it is well`);
      failure = reason;
    }
    await pause(pollMs, signal);
  }
}

/** Answers how far it told. */
async function tellPage(from: bigint, end: bigint, { store, tell }: TellSendingsOptions): Promise<bigint> {
  const outputs: OutputEvent[] = [];
  let to = end;
  for await (const recorded of store.readAll(from, [SENDING_CATEGORY])) {
    if (recorded.position > end) break;
    const output = await outputOfSending(store, recorded);
    if (output === null) continue;
    outputs.push(output);
    if (outputs.length < PAGE) continue;
    to = recorded.position;
    break;
  }
  if (outputs.length > 0) await tell(outputs);
  return to;
}
