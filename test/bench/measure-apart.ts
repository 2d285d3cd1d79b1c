import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Figures, Measurement } from './measuring-process';
import type { RunOptions } from './run-options';

/** The settings of `npm start` (package.json): a young generation twice as large, of which less survives. */
const AS_STARTED = ['--enable-source-maps', '--max-semi-space-size=32'];
const RUNS_TYPESCRIPT = [...AS_STARTED, '-r', join(__dirname, '..', 'support', 'run-typescript.cjs')];

/** Measures in a process of its own. Error: it ended without figures. */
export async function measureApart<M extends Measurement>(measurement: M, options: RunOptions): Promise<Figures<M>> {
  const child = fork(join(__dirname, 'measuring-process.ts'), [], { execArgv: RUNS_TYPESCRIPT });
  const figures: Figures<M>[] = [];
  child.on('message', (message) => figures.push(message as Figures<M>));
  child.send({ measurement, options });
  const [status, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  const [measured] = figures;
  if (status === 0 && measured !== undefined) return measured;
  throw new Error(`measuring ${measurement} (${options.shape}) ended with ${signal ?? `status ${status}`}: no figure`);
}
