import RequestQueue from 'kafkajs/src/network/requestQueue';

const guarded = Symbol.for('partner-ledger.kafkajs-idle-timer-guarded');

interface RequestQueueInternals {
  [guarded]?: true;
  readonly pending: readonly unknown[];
  readonly throttledUntil: number;
  scheduleCheckPendingRequests: (this: RequestQueueInternals) => void;
}

/**
 * Stops kafkajs 2.2.4 from waking up every millisecond on an idle connection, with a negative timeout that Node ≥ 20
 * warns about (kafkajs issue 1751): its request queue re-arms a timer even when nothing waits in it. From here on the
 * timer is armed only while requests are pending, or while the broker throttles this client. May be called repeatedly.
 * @throws Error when kafkajs's internals are not those of 2.2.4: the guard must be looked at again after an update
 */
export function guardIdleTimer(): void {
  const queue: RequestQueueInternals | undefined = RequestQueue.prototype;
  const schedule = queue?.scheduleCheckPendingRequests;
  if (typeof schedule !== 'function') {
    throw new Error('the guard against kafkajs issue 1751 fits kafkajs 2.2.4 only: check whether it is still needed');
  }
  if (queue[guarded]) return;
  queue[guarded] = true;
  queue.scheduleCheckPendingRequests = function scheduleOnlyWhenNeeded(this: RequestQueueInternals): void {
    if (this.pending.length > 0 || this.throttledUntil > Date.now()) schedule.call(this);
  };
}
