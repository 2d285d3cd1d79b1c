import { silentKafkaLog } from '@ledger/messaging/kafka-log';
import { warnWithoutRepeating } from './warn-without-repeating';

describe('failures that are waited out', () => {
  it('are told once in ten seconds for each message', () => {
    const told: string[] = [];
    let nowMs = 0;
    const tell = warnWithoutRepeating({ ...silentKafkaLog, warn: (line) => told.push(line) }, () => nowMs);
    tell(new Error('the store is away'), 50);
    tell(new Error('the store is away'), 100);
    tell(new Error('the store refuses'), 50);
    nowMs = 9_999;
    tell(new Error('the store is away'), 200);
    nowMs = 10_000;
    tell(new Error('the store is away'), 400);
    expect(told).toEqual([
      'the store is away; trying again in 50 ms',
      'the store refuses; trying again in 50 ms',
      'the store is away; trying again in 400 ms',
    ]);
  });
});
