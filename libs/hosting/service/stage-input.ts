import { stageTopic } from '@ledger/messaging/topics';
import { STAGES, type StageName } from '@ledger/stages/stage';

/** The topic that a stage reads: what the service before it passes on. */
export function inputOf(stage: StageName): string {
  const before = STAGES[STAGES.indexOf(stage) - 1];
  return stageTopic(before ?? 'referral-intake');
}
