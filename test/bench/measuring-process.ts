import { measureCluster } from './measure-cluster';
import { measureEmbedded } from './measure-embedded';
import { measureHttp } from './measure-http';
import { measurePhases } from './measure-phases';
import { measureReplay } from './measure-replay';
import type { RunOptions } from './run-options';

/** What can be measured, each in a process of its own, so that no measurement warms up another. */
export const MEASUREMENTS = {
  embedded: measureEmbedded,
  cluster: measureCluster,
  http: measureHttp,
  replay: measureReplay,
  phases: measurePhases,
} as const;

export type Measurement = keyof typeof MEASUREMENTS;
export type Figures<M extends Measurement> = Awaited<ReturnType<(typeof MEASUREMENTS)[M]>>;

export interface Assignment {
  readonly measurement: Measurement;
  readonly options: RunOptions;
}

/** Measures what the parent asks for, and answers it with the figures. */
async function measure({ measurement, options }: Assignment): Promise<void> {
  const figures = await MEASUREMENTS[measurement](options);
  await new Promise((resolve) => process.send?.(figures, resolve));
  process.disconnect();
}

if (process.send !== undefined) {
  process.once('message', (assignment: Assignment) => {
    measure(assignment).catch((error: unknown) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      process.exit(1);
    });
  });
}
