import { EventStoreError } from '@ledger/event-store/event-store-error';
import { RetryLater } from '@ledger/messaging/lane';
import { KafkaFailure } from '@ledger/messaging/until-kafka-answers';
import { GateOvertaken } from '@ledger/runner/cluster/gate-partition';
import { RecoveryDiffers } from '@ledger/runner/log/recovered-streams';
import { retryLaterIfTransient } from './retry-later';

it.each([
  new EventStoreError('unreachable', 'no answer'),
  new EventStoreError('not_ready', 'no schema'),
  new KafkaFailure('no broker'),
  new GateOvertaken('another gate wrote'),
  Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
  Object.assign(new Error('the database system is starting up'), { code: '57P03' }),
])('a lane waits for what may pass: %p', (error) => {
  expect(retryLaterIfTransient(error)).toEqual(new RetryLater(error.message));
});

it.each([
  new EventStoreError('denied', 'wrong password'),
  new EventStoreError('failed', 'refused'),
  new RecoveryDiffers('not what is in the log'),
  new TypeError('x is undefined'),
  Object.assign(new Error('relation does not exist'), { code: '42703' }),
])('a lane stops at what does not: %p', (error) => expect(retryLaterIfTransient(error)).toBe(error));
