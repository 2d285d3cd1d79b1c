import { TOPICS } from '@ledger/contracts/event-types';
import { planTopics } from './topic-settings';
import { PUBLIC_INPUT_TOPICS } from './topics';

it('every topic that the contract names for events is one that the cluster makes and reads', () => {
  expect([...PUBLIC_INPUT_TOPICS].sort()).toEqual(Object.values(TOPICS).sort());
});

it('what others write and read has no codec put on it', () => {
  const settings = { partitions: 1, replicationFactor: 1, retentionDays: 30, deadLetterRetentionDays: 90 };
  const packed = planTopics(settings, 1).filter(({ configs }) => configs['compression.type'] === 'lz4');
  expect(new Set(packed.map(({ role }) => role))).toEqual(new Set(['intake', 'replies', 'stage', 'dead-letter']));
});
