import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';

const LEDGER = join(__dirname, '..', '..', 'dist', 'apps', 'ledger', 'main.js');
const REPORT_PEAK_MEMORY = join(__dirname, 'report-peak-memory.cjs');
const LINES_IN_A_CHUNK = 1_000;

export interface ReplayFigures {
  readonly peakBytes: number;
  readonly seconds: number;
}

/** Runs the built `ledger replay` on events (lines of NDJSON) from standard input, and throws its output away. */
export async function replayInAProcess(lines: Iterable<string>): Promise<ReplayFigures> {
  if (!existsSync(LEDGER)) throw new Error(`${LEDGER} is not there: npm run build`);
  const startedAtMs = performance.now();
  const args = ['--require', REPORT_PEAK_MEMORY, LEDGER, 'replay', '--events', '-'];
  // Its memory is that of a user's process: nothing helps it to start.
  const environment = { ...process.env, NODE_OPTIONS: undefined };
  const child = spawn(process.execPath, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe', 'pipe'] });
  const [, , said, peak] = [child.stdin, child.stdout, child.stderr, child.stdio[3] as Readable];
  const [errors, peakKb, [status]] = await Promise.all([
    text(said),
    text(peak),
    once(child, 'exit') as Promise<[number | null]>,
    pipeline(Readable.from(chunksOf(lines)), child.stdin),
    pipeline(child.stdout, createWriteStream(devNull)),
  ]);
  if (status !== 0) throw new Error(`the replay ended with status ${status}: ${errors}`);
  return { peakBytes: Number(peakKb) * 1024, seconds: (performance.now() - startedAtMs) / 1000 };
}

function* chunksOf(lines: Iterable<string>): Generator<string> {
  let chunk: string[] = [];
  for (const line of lines) {
    chunk.push(line);
    if (chunk.length < LINES_IN_A_CHUNK) continue;
    yield `${chunk.join('\n')}\n`;
    chunk = [];
  }
  if (chunk.length > 0) yield `${chunk.join('\n')}\n`;
}
