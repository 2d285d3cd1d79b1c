import { Fault } from '@ledger/kernel/fault';

/** Events that no rows can show beside those there are: one of both is not what was decided. Nothing of them was applied. */
export class RowsContradict extends Fault {
  override readonly name = 'RowsContradict';
  override readonly kind = 'refused';

  constructor(from: bigint, to: bigint, cause: Error) {
    super(
      `the log from position ${from + 1n} to ${to} contradicts what the read models show of it before ` +
        `(${cause.message}): ledger verify names what is not as it was decided`,
      { cause },
    );
  }
}

/** Runs what writes the rows of events behind `from`. Throws RowsContradict where a constraint of the tables refuses them. */
export async function orContradict(from: bigint, to: bigint, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw isConstraint(error) ? new RowsContradict(from, to, error) : error;
  }
}

/** SQLSTATE class 23: integrity constraint violation. */
function isConstraint(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('23');
}
