import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { EventStore, RecordedEvent } from '@ledger/event-store/event-store';
import { factsStream } from '../log/stream-names';
import type { WhatIfOutcome } from './what-if';
import type { FromWorker, ToWorker, WhatIfTask } from './what-if-worker';

const PAGE = 500;
/** The engine has as much memory for one run; a log that needs more fails that run, and nothing else. */
const MEMORY_MB = 2_048;

export interface WhatIfRun {
  readonly store: Pick<EventStore, 'read'>;
  readonly task: WhatIfTask;
  readonly signal: AbortSignal;
  /** Told of so many more arrivals that were taken. */
  readonly taken: (arrivals: number) => void;
}

/**
 * Runs the engine once over a program's log in a thread of its own, so that this one goes on with whatever it does: it
 * only reads the log, a page at a time, and hands it over. Throws the signal's reason, or what went wrong in there.
 */
export async function runWhatIf({ store, task, signal, taken }: WhatIfRun): Promise<WhatIfOutcome> {
  signal.throwIfAborted();
  const worker = startWorker(task);
  const answers = new Answers(worker, signal);
  try {
    for await (const page of pagesOf(store.read(factsStream(task.program), 0n))) {
      answers.say({ events: page });
      await answers.next();
      taken(page.length);
    }
    answers.say('all');
    const outcome = await answers.next();
    if (outcome === 'taken') throw new TypeError('a run of the engine ended without an outcome');
    return outcome;
  } finally {
    answers.end();
    await worker.terminate();
  }
}

async function* pagesOf(events: AsyncIterable<RecordedEvent>): AsyncGenerator<readonly RecordedEvent[]> {
  let page: RecordedEvent[] = [];
  for await (const event of events) {
    if (page.push(event) < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

/** What a worker says, one answer for each thing that it was told. */
class Answers {
  private readonly said: FromWorker[] = [];
  private waiting: { resolve: (said: FromWorker) => void; reject: (error: Error) => void } | null = null;
  private failure: Error | null = null;
  private readonly abort = () => this.fail(this.signal.reason as Error);

  constructor(
    private readonly worker: Worker,
    private readonly signal: AbortSignal,
  ) {
    worker.on('message', (said: FromWorker) => {
      this.said.push(said);
      this.tell();
    });
    worker.on('error', (error) => this.fail(error));
    worker.on('exit', () => this.fail(new Error('the thread of a run of the engine ended')));
    signal.addEventListener('abort', this.abort);
  }

  say(told: ToWorker): void {
    this.worker.postMessage(told);
  }

  next(): Promise<FromWorker> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.tell();
    });
  }

  end(): void {
    this.signal.removeEventListener('abort', this.abort);
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.tell();
  }

  /** What was said before it failed counts. */
  private tell(): void {
    const { waiting, failure } = this;
    if (waiting === null) return;
    const said = this.said.shift();
    if (said === undefined && failure === null) return;
    this.waiting = null;
    if (said !== undefined) waiting.resolve(said);
    else if (failure !== null) waiting.reject(failure);
  }
}

function startWorker(task: WhatIfTask): Worker {
  const extension = extname(__filename);
  return new Worker(join(__dirname, `what-if-worker${extension}`), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    ...(extension === '.ts' ? { execArgv: ['-r', loaderOfSources()] } : {}),
  });
}

/** Sources run by themselves, as in tests, come with what loads them. */
function loaderOfSources(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const loader = join(folder, 'test/support/run-typescript.cjs');
    if (existsSync(loader)) return loader;
  }
  throw new Error(`nothing beside ${__dirname} loads sources`);
}
