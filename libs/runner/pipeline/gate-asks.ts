import { asksPayoutStage } from '@ledger/stages/intake/payout-rules';
import type { StageName } from '@ledger/stages/stage';
import { upTo, type Slice } from './slice';

/** The stages that have to be there before the gate judges an event of a type: those up to the last that it asks. */
export function stagesAskedFor(type: string): Slice {
  return upTo(lastAskedFor(type));
}

function lastAskedFor(type: string): StageName | null {
  if (asksPayoutStage(type)) return 'payout';
  return type === 'partner.tier_set' ? 'attribution' : null;
}
