import { say } from '@ledger/hosting/process/print';
import { UserError } from '@ledger/hosting/process/user-error';
import { PostgresRailHolds } from '@ledger/rails/desk/postgres-rail-holds';
import { noSuchProgram } from '../../no-such-program';
import { termsShown } from '../terms/terms-of-ledger';
import { withReadModels } from '../with-read-models';

export interface HoldFlags {
  readonly data: string;
  readonly program: string;
  readonly rail: string;
  readonly by: string;
  readonly reason: string;
}

/** Stops sending by a rail for a program; what is under way is still looked up, and told to the ledger. */
export function holdRail(flags: HoldFlags): Promise<void> {
  return turn(flags, 'hold');
}

/** Lets sending go on. */
export function releaseRail(flags: HoldFlags): Promise<void> {
  return turn(flags, 'release');
}

async function turn({ data, program, rail, by, reason }: HoldFlags, to: 'hold' | 'release'): Promise<void> {
  await withReadModels(data, async (ledger) => {
    const { programs } = await termsShown(ledger);
    if (!programs.has(program)) throw noSuchProgram(program, programs.keys());
    const holds = new PostgresRailHolds(ledger.pool);
    const isHeld = (await holds.heldBy(program, rail)) !== null;
    if (isHeld === (to === 'hold')) {
      throw new UserError(`payouts of ${program} by ${rail} are ${isHeld ? 'held already' : 'not held'}`);
    }
    await holds[to](program, rail, { by, reason });
    if (to === 'release') return say(`payouts of ${program} by ${rail} are sent again, within a minute`);
    say(`payouts of ${program} by ${rail} are held: none is sent until payouts release`);
    say('what was sent before is still looked up, and its answer recorded');
  });
}
