import { Gauge, type Registry } from 'prom-client';
import { inTime } from '@ledger/machine/in-time';

/** How far the log of the event store and the read models have come, as positions of the event store. */
export interface PositionSource {
  /** The position of the last event. */
  appended(): Promise<bigint>;
  /** Up to where the read models are complete. */
  projected(): Promise<bigint>;
}

/** A server that does not answer must not keep the other figures from the one who asks. */
const ANSWER_MS = 2_000;

/** The positions as they are when somebody looks, so that a projection that stands still is seen; left out where unknown. */
export function positionGauges(registry: Registry, source: PositionSource): void {
  const appended = askedOnce(() => source.appended());
  const projected = askedOnce(() => source.projected());
  const gauge = (name: string, help: string, read: () => Promise<bigint | null>) => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const value = await read();
        if (value === null) this.remove();
        else this.set(Number(value));
      },
    });
  };
  gauge('ledger_appended_position', 'Position of the last event in the event store.', appended);
  gauge('ledger_projected_position', 'Position up to which the read models are complete.', projected);
  gauge(
    'ledger_projection_lag_events',
    'Positions of the event store that the read models are behind; left out while one of the two does not answer.',
    async () => {
      const [end, reached] = await Promise.all([appended(), projected()]);
      if (end === null || reached === null) return null;
      // The two are not of the same moment: the read models may have taken what came after the look at the log.
      return end > reached ? end - reached : 0n;
    },
  );
}

/** All who ask before the answer share it, so that looks at a slow server do not pile up; null: there is none in time. */
function askedOnce(ask: () => Promise<bigint>): () => Promise<bigint | null> {
  let asking: Promise<bigint> | null = null;
  return async () => {
    asking ??= ask().finally(() => {
      asking = null;
    });
    return inTime<bigint | null>(asking, ANSWER_MS).catch(() => null);
  };
}
