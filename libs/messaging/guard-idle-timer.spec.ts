import RequestQueue from 'kafkajs/src/network/requestQueue';
import { guardIdleTimer } from './guard-idle-timer';

const REQUEST_TIMEOUT_MS = 15_000;

interface Queue {
  readonly inflight: Map<number, unknown>;
  scheduleRequestTimeoutCheck(): void;
}

const queueOf = (options: object) => new (RequestQueue as unknown as new (options: object) => Queue)(options);

beforeAll(guardIdleTimer);
beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

it('a connection looks once a second for requests that are past their time, and gives these up', () => {
  const queue = queueOf({ requestTimeout: REQUEST_TIMEOUT_MS, enforceRequestTimeout: true });
  const looks = jest.spyOn(Date, 'now');
  const timeoutRequest = jest.fn();
  queue.inflight.set(1, { sentAt: Date.now(), requestTimeout: REQUEST_TIMEOUT_MS, timeoutRequest });
  looks.mockClear();

  queue.scheduleRequestTimeoutCheck();
  jest.advanceTimersByTime(REQUEST_TIMEOUT_MS);
  expect(looks.mock.calls.length).toBeLessThanOrEqual(REQUEST_TIMEOUT_MS / 1_000);
  expect(timeoutRequest).not.toHaveBeenCalled();

  jest.advanceTimersByTime(1_000);
  expect(timeoutRequest).toHaveBeenCalledTimes(1);
});

it('it stops to look when it is closed, and does not begin where time is not enforced', () => {
  queueOf({ requestTimeout: REQUEST_TIMEOUT_MS, enforceRequestTimeout: false }).scheduleRequestTimeoutCheck();
  expect(jest.getTimerCount()).toBe(0);
  const closed = { requestTimeout: REQUEST_TIMEOUT_MS, enforceRequestTimeout: true, isConnected: () => false };
  queueOf(closed).scheduleRequestTimeoutCheck();
  jest.advanceTimersByTime(1_000);
  expect(jest.getTimerCount()).toBe(0);
});
