import type { Pool } from 'pg';
import { amountMinor, type AmountMinor } from '@ledger/kernel/money';
import type { Difference } from '../reconciliation/difference';
import type { Reconciliation } from '../reconciliation/reconcile-rail';

/** A report as it was kept. */
export interface KeptReport {
  readonly report: Reconciliation;
  /** Of this program alone; null: of all. */
  readonly program: string | null;
  readonly lookedBy: string;
  readonly lookedAt: Date;
}

interface Row extends Omit<KeptReport, 'report'> {
  readonly report: Omit<Reconciliation, 'differences'> & { readonly differences: readonly Written[] };
}

type Written = Omit<Difference, 'ledgerMinor' | 'railMinor'> & {
  readonly ledgerMinor: string | null;
  readonly railMinor: string | null;
};

const KEEP = 'INSERT INTO ledger_reconciliation.reports (rail, program, looked_by, report) VALUES ($1, $2, $3, $4)';
const LATEST = `
  SELECT DISTINCT ON (rail) program, looked_by AS "lookedBy", looked_at AS "lookedAt", report
  FROM ledger_reconciliation.reports WHERE program IS NULL OR $1 ORDER BY rail, number DESC`;
const DECIDED = 'SELECT transfer FROM ledger_sending.earlier_transfers WHERE rail = $1';
/** Who sees a rail first only notes when its turn is: a start asks nobody. */
const TAKE_TURN = `
  INSERT INTO ledger_reconciliation.turns AS turn (rail, next_at)
  VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond')
  ON CONFLICT (rail) DO UPDATE SET next_at = excluded.next_at WHERE turn.next_at <= clock_timestamp()
  RETURNING (xmax <> 0) AS "isDue"`;

/** Reports of reconciliations in Postgres: none is changed, the latest of each rail counts. */
export class PostgresReconciliations {
  constructor(private readonly pool: Pool) {}

  async keep(report: Reconciliation, { by, program }: { readonly by: string; readonly program: string | null }) {
    const text = JSON.stringify(report, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    await this.pool.query(KEEP, [report.rail, program, by, text]);
  }

  /** The latest of each rail; `ofOne`: those of one program alone count, too. */
  async latest({ ofOne }: { readonly ofOne: boolean }): Promise<readonly KeptReport[]> {
    const { rows } = await this.pool.query<Row>(LATEST, [ofOne]);
    return rows.map(({ report, ...looked }) => ({
      ...looked,
      report: { ...report, differences: report.differences.map(differenceOf) },
    }));
  }

  /** Transfers of which a person said that they pay nothing owed. */
  async decided(rail: string): Promise<ReadonlySet<string>> {
    const { rows } = await this.pool.query<{ transfer: string }>(DECIDED, [rail]);
    return new Set(rows.map(({ transfer }) => transfer));
  }

  /** Whether it is time to compare a rail, and nobody else does: the next turn is so long after. */
  async takeTurn(rail: string, everyMs: number): Promise<boolean> {
    const { rows } = await this.pool.query<{ isDue: boolean }>(TAKE_TURN, [rail, everyMs]);
    return rows[0]?.isDue === true;
  }
}

function differenceOf({ ledgerMinor, railMinor, ...written }: Written): Difference {
  return { ...written, ledgerMinor: minorOf(ledgerMinor), railMinor: minorOf(railMinor) };
}

function minorOf(text: string | null): AmountMinor | null {
  return text === null ? null : amountMinor(BigInt(text));
}
