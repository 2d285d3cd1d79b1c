import type { StageName } from '@ledger/stages/stage';

/** The consumer group of those who take the public topics in. */
export const INTAKE_GROUP = 'partner-ledger.intake';
/** The consumer group of the gate's instances. */
export const GATE_GROUP = 'partner-ledger.gate';

/** The consumer group of a stage's instances. */
export function stageGroup(stage: StageName): string {
  return `partner-ledger.${stage}`;
}
