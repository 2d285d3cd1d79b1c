import type { ProgramRows } from '../ledger-rows';
import type { ProgramView, RejectedEntry } from '../ledger-view';

/**
 * A program of which nothing was accepted, and `""`, where what belongs to no program is listed: only rejections (and
 * what was ignored).
 */
export class ProgramWithoutClock implements ProgramView {
  readonly program: string;
  readonly asOf = null;
  readonly ignored: number;

  constructor(private readonly rows: ProgramRows) {
    this.program = rows.about.program;
    this.ignored = rows.about.ignored;
  }

  readonly partners = nothing;
  readonly attributions = nothing;
  readonly lines = nothing;
  readonly listedLines = nothing;
  readonly statements = nothing;
  readonly payouts = nothing;
  readonly unpaid = nothing;
  readonly trialBalance = nothing;
  readonly anomalies = nothing;

  async *rejected(): AsyncIterable<RejectedEntry> {
    for await (const { source, id, eventType, code, detail } of this.rows.rejected()) {
      yield { source, id, type: eventType, code, detail };
    }
  }
}

async function* nothing(): AsyncIterable<never> {}
