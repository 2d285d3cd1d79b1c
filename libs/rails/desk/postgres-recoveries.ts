import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Hold } from '../sender/rail-holds';
import type { TransferId } from '../sending/transfer';
import { makeInstallation } from './ledger-id';

const MARK_BYTES = 4;
const STATE = `
  SELECT here.folder IS NOT NULL AND here.folder <> $1 AS "folderDiffers",
    here.lies_at IS NOT NULL AND here.lies_at <> ledger_sending.lies_at() AS "liesElsewhere",
    here.lies_at IS NULL OR (here.folder IS NULL AND $1::text IS NOT NULL) AS "isNew",
    latest.epoch, latest.raised_by AS "raisedBy", latest.reason, latest.live_at IS NOT NULL AS "isLive",
    extract(epoch FROM clock_timestamp() - latest.raised_at) * 1000 AS "sinceMs"
  FROM ledger_sending.installation AS here
  LEFT JOIN LATERAL (SELECT * FROM ledger_sending.recoveries ORDER BY epoch DESC LIMIT 1) AS latest ON true`;
const NOTE_PLACE = `
  UPDATE ledger_sending.installation
  SET lies_at = coalesce(lies_at, ledger_sending.lies_at()), folder = coalesce(folder, $1)`;
const TAKE_PLACE = `
  UPDATE ledger_sending.installation SET lies_at = ledger_sending.lies_at(), folder = $1`;
const NOTE_MOVE = `
  INSERT INTO ledger_sending.moves (lies_at, folder, by_whom, reason)
  SELECT lies_at, folder, $1, $2 FROM ledger_sending.installation`;
const RAISE = `
  INSERT INTO ledger_sending.recoveries (epoch, mark, from_position, raised_by, reason)
  SELECT coalesce(max(epoch), 1) + 1, $1, $2, $3, $4 FROM ledger_sending.recoveries RETURNING epoch`;
const GO_LIVE = `
  UPDATE ledger_sending.recoveries SET live_by = $1, evidence = $2, live_at = clock_timestamp() WHERE live_at IS NULL`;
const DECIDE = `
  INSERT INTO ledger_sending.earlier_transfers (rail, transfer, taken_as, by_whom, evidence)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`;
/** Those that settled a payout, or that a person decided on. */
const KNOWN = `
  SELECT transfer FROM ledger_sending.transfers WHERE rail = $1
  UNION SELECT transfer FROM ledger_sending.earlier_transfers WHERE rail = $1`;
const LAST_SETTLED = 'SELECT max(settled_at) AS at FROM ledger_sending.transfers WHERE rail = $1';

interface State {
  readonly folderDiffers: boolean | null;
  readonly liesElsewhere: boolean;
  readonly isNew: boolean;
  readonly epoch: number | null;
  readonly raisedBy: string;
  readonly reason: string;
  readonly isLive: boolean;
  readonly sinceMs: string;
}

/** A recovery whose ledger sends nothing yet. */
export interface OpenRecovery {
  readonly epoch: number;
  readonly by: string;
  readonly reason: string;
  readonly sinceMs: number;
}

export const ELSEWHERE: Hold = {
  by: 'the ledger itself',
  reason:
    'it lies elsewhere than where it last sent: a copy, or restored (ledger recover --raise-epoch), or moved as it was ' +
    '(ledger recover --moved)',
};

/** Where a ledger lies and whether it may send, in Postgres; `folder`: what tells the folder of an embedded server from a copy. */
export class PostgresRecoveries {
  constructor(
    private readonly pool: Pool,
    private readonly folder: string | null,
  ) {}

  /** Why nothing leaves this ledger, neither money nor webhooks; null: it may. The first who asks notes where it lies. */
  async heldBy(): Promise<Hold | null> {
    const state = await this.state();
    if (state.isNew) await this.pool.query(NOTE_PLACE, [this.folder]);
    if (state.liesElsewhere || state.folderDiffers === true) return ELSEWHERE;
    const open = openIn(state);
    if (open === null) return null;
    return { by: open.by, reason: `${open.reason}: nothing is sent until ledger recover --go-live` };
  }

  /** The recovery that has not gone live; null: there is none. */
  async open(): Promise<OpenRecovery | null> {
    return openIn(await this.state());
  }

  /** Begins an epoch, from a position of the log on; nothing is sent until it goes live. Answers its number. */
  async raise(fromPosition: bigint, { by, reason }: Hold): Promise<number> {
    await makeInstallation(this.pool);
    const mark = randomBytes(MARK_BYTES).toString('hex');
    const { rows } = await this.pool.query<{ epoch: number }>(RAISE, [mark, String(fromPosition), by, reason]);
    // Only then: what lies elsewhere sends nothing, and neither does what is not live.
    await this.pool.query(TAKE_PLACE, [this.folder]);
    return rows[0]?.epoch ?? 0;
  }

  /** It is the ledger itself that lies here now, as it was. */
  async moved({ by, reason }: Hold): Promise<void> {
    await makeInstallation(this.pool);
    await this.pool.query(NOTE_MOVE, [by, reason]);
    await this.pool.query(TAKE_PLACE, [this.folder]);
  }

  async goLive(by: string, evidence: string | null): Promise<void> {
    await this.pool.query(GO_LIVE, [by, evidence]);
  }

  /** Keeps what a person decided about a transfer of an earlier epoch; a second decision changes nothing. */
  async decide(
    rail: string,
    transfer: TransferId,
    decided: { readonly as: 'payment' | 'other'; readonly by: string; readonly evidence: string },
  ): Promise<void> {
    await this.pool.query(DECIDE, [rail, transfer, decided.as, decided.by, decided.evidence]);
  }

  /** The transfers of a rail that this ledger knows. */
  async known(rail: string): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<{ transfer: string }>(KNOWN, [rail]);
    return new Set(rows.map(({ transfer }) => transfer));
  }

  /** The rails by which payouts were settled. */
  async rails(): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ rail: string }>('SELECT DISTINCT rail FROM ledger_sending.transfers');
    return rows.map(({ rail }) => rail);
  }

  /** When a transfer of a rail settled a payout last, by the clock of this server; null: none did. */
  async lastSettledAt(rail: string): Promise<Date | null> {
    const { rows } = await this.pool.query<{ at: Date | null }>(LAST_SETTLED, [rail]);
    return rows[0]?.at ?? null;
  }

  private async state(): Promise<State> {
    const { rows } = await this.pool.query<State>(STATE, [this.folder]);
    const [state] = rows;
    if (state !== undefined) return state;
    await makeInstallation(this.pool);
    return this.state();
  }
}

function openIn({ epoch, isLive, raisedBy, reason, sinceMs }: State): OpenRecovery | null {
  return epoch === null || isLive ? null : { epoch, by: raisedBy, reason, sinceMs: Number(sinceMs) };
}
