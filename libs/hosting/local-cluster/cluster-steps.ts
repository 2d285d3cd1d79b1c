import { INTAKE_TOPIC, PUBLIC_INPUT_TOPICS } from '@ledger/messaging/topics';
import { GATE_GROUP, INTAKE_GROUP, stageGroup } from '../service/consumer-groups';
import { inputOf } from '../service/stage-input';
import { STAGES } from '@ledger/stages/stage';

/** One step of an event's way through the cluster: a consumer group and what it reads. */
export interface ClusterStep {
  /** For people: `intake`, `gate`, or the stage's name. */
  readonly name: string;
  readonly groupId: string;
  readonly topics: readonly string[];
}

/** The steps in the order in which an event passes them. */
export const CLUSTER_STEPS: readonly ClusterStep[] = [
  { name: 'intake', groupId: INTAKE_GROUP, topics: PUBLIC_INPUT_TOPICS },
  { name: 'gate', groupId: GATE_GROUP, topics: [INTAKE_TOPIC] },
  ...STAGES.map((stage) => ({ name: stage, groupId: stageGroup(stage), topics: [inputOf(stage)] })),
];
