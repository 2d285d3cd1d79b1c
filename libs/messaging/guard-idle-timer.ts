import RequestQueue from 'kafkajs/src/network/requestQueue';

const guarded = Symbol.for('partner-ledger.kafkajs-idle-timer-guarded');

/** kafkajs looks ten times a second, on each connection, whether a request is past its time of many seconds. */
const TIMEOUT_CHECK_MS = 1_000;

interface RequestQueueInternals {
  [guarded]?: true;
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  readonly requestTimeout: number;
  requestTimeoutIntervalId?: NodeJS.Timeout;
  readonly enforceRequestTimeout: boolean;
  readonly inflight: ReadonlyMap<number, Inflight>;
  readonly isConnected: () => boolean;
  readonly destroy: () => void;
  scheduleCheckPendingRequests: (this: RequestQueueInternals) => void;
  scheduleRequestTimeoutCheck: (this: RequestQueueInternals) => void;
}

interface Inflight {
  readonly sentAt: number;
  readonly requestTimeout: number;
  readonly timeoutRequest: () => void;
}

/**
 * Stops kafkajs 2.2.4 from waking up every millisecond on an idle connection, with a negative timeout that Node ≥ 20
 * warns about (kafkajs issue 1751): its request queue re-arms a timer even when nothing waits in it. From here on the
 * timer is armed only while requests are pending, or while the broker throttles this client; and requests that are past
 * their time are looked for once a second. May be called repeatedly.
 * @throws Error when kafkajs's internals are not those of 2.2.4: the guard must be looked at again after an update
 */
export function guardIdleTimer(): void {
  const queue: RequestQueueInternals | undefined = RequestQueue.prototype;
  const schedule = queue?.scheduleCheckPendingRequests;
  if (typeof schedule !== 'function' || typeof queue?.scheduleRequestTimeoutCheck !== 'function') {
    throw new Error('the guard against kafkajs issue 1751 fits kafkajs 2.2.4 only: check whether it is still needed');
  }
  if (queue[guarded]) return;
  queue[guarded] = true;
  queue.scheduleCheckPendingRequests = function scheduleOnlyWhenNeeded(this: RequestQueueInternals): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
  queue.scheduleRequestTimeoutCheck = checkTimeoutsSeldom;
}

function checkTimeoutsSeldom(this: RequestQueueInternals): void {
  if (!this.enforceRequestTimeout) return;
  this.destroy();
  this.requestTimeoutIntervalId = setInterval(
    () => {
      for (const request of [...this.inflight.values()]) {
        if (Date.now() - request.sentAt > request.requestTimeout) request.timeoutRequest();
      }
      if (!this.isConnected()) this.destroy();
    },
    Math.min(this.requestTimeout, TIMEOUT_CHECK_MS),
  );
}
