import { EventStoreError } from '@ledger/event-store/event-store-error';
import { isTransient } from './is-transient';

const withCode = (code: string) => Object.assign(new Error('something'), { code });

it.each([
  new Error('Connection terminated unexpectedly'),
  new Error('timeout exceeded when trying to connect'),
  // What a connection says that ended while it was lent.
  new Error('Client has encountered a connection error and is not queryable'),
  withCode('ECONNREFUSED'),
  withCode('57P03'),
  withCode('08006'),
  new EventStoreError('not_ready', 'it has no schema'),
])('%s may pass', (error) => expect(isTransient(error)).toBe(true));

it.each([
  new TypeError('undefined is not a function'),
  withCode('28P01'),
  withCode('23505'),
  withCode('ENOENT'),
  new EventStoreError('denied', 'wrong password'),
  'no error',
])('%s does not', (error) => expect(isTransient(error)).toBe(false));
