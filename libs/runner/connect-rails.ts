import { RAILS_SOURCE } from '@ledger/contracts/reserved-sources';
import { formatInstant, type Instant } from '@ledger/kernel/instant';
import { termsAt } from '@ledger/program/program-terms';
import type { LedgerRuntime, Offer } from './ledger-runtime';

export interface RailConnectorOptions {
  readonly now: () => Instant;
  /** Throws while this machine's clock is not to be believed. */
  readonly checkClock: () => Promise<void>;
}

/**
 * With `--clock wall` every rail that a program's terms offer is connected: nobody is ever booked as paid by a rail that is
 * not there (payouts.md, part 1). It is told once a program and rail, under an origin of its own, so that every later start
 * that tells it again leaves no trace.
 */
export class RailConnector {
  private readonly connected = new Set<string>();

  constructor(
    private readonly runtime: Pick<LedgerRuntime, 'offer' | 'programs'>,
    private readonly options: RailConnectorOptions,
  ) {}

  /** Connects what is offered now and was not connected before. */
  async connect(): Promise<void> {
    const at = this.options.now();
    const programs = (await this.runtime.programs()).filter(({ versions }) => versions.length > 0);
    const offered = programs.flatMap((program) =>
      termsAt(program, at).payout.rails.map((rail) => railConnected(program.name, rail, at)),
    );
    const fresh = offered.filter(({ origin }) => !this.connected.has(origin.place));
    if (fresh.length === 0) return;
    await this.options.checkClock();
    await this.runtime.offer(fresh);
    for (const { origin } of fresh) this.connected.add(origin.place);
  }
}

function railConnected(program: string, rail: string, at: Instant): Offer {
  const time = formatInstant(at);
  const id = `connected:${rail}`;
  const event = { specversion: '1.0', id, source: RAILS_SOURCE, type: 'rail.connected', time, program, data: { rail } };
  return { value: event, origin: { place: `rails:${program}:${id}`, index: 0 } };
}

/** So soon after terms were published their rails are connected. */
const LOOK_MS = 2_000;

/** Connects rails of programs that become known, and of terms that come into force, until the function answered is called. */
export function keepRailsConnected(connector: RailConnector, onWait: (reason: unknown) => void): () => void {
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      await connector.connect();
    } catch (reason) {
      onWait(reason);
    } finally {
      isLooking = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_MS);
  return () => clearInterval(timer);
}
