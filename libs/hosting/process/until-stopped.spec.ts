import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process that says how it was ended, which lives until then. */
const CODE = (goneWith: string, then = '') => `
  const { untilStopped } = require(${JSON.stringify(join(__dirname, 'until-stopped'))});
  const stop = untilStopped('${goneWith}');
  const alive = setInterval(() => console.error('alive'), 50);
  const say = (how) => { console.error(how + ', asked: ' + stop.isAsked() + ', aborted: ' + stop.signal.aborted); clearInterval(alive); if (process.connected) process.disconnect(); };
  stop.asked.then(() => say('stopped'), (error) => say('ended by ' + error.message));
  ${then}
`;

const ROOT = join(__dirname, '..', '..', '..');

async function run(code: string, end: (child: ReturnType<typeof start>) => void): Promise<string> {
  const child = start(code);
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => {
    if (said.push(String(chunk)) === 1) end(child);
  });
  await once(child, 'exit');
  return said.join('').replaceAll('alive\n', '').trim();
}

function start(code: string) {
  const args = ['-r', './test/support/run-typescript.cjs', '-e', code];
  return spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
}

describe('a process', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops when it is asked by %s, once or twice', async (signal) => {
    const said = await run(CODE('reader'), (child) => {
      child.kill(signal);
      child.kill(signal);
    });
    expect(said).toBe('stopped, asked: true, aborted: true');
  });

  it('stops with the parent that has a channel to it', async () => {
    expect(await run(CODE('parent'), (child) => child.disconnect())).toBe('stopped, asked: true, aborted: true');
  });

  it('stops with the reader of what it prints', async () => {
    const said = await run(CODE('reader', `setInterval(() => process.stdout.write('x'), 20).unref();`), (child) =>
      child.stdout?.destroy(),
    );
    expect(said).toBe('stopped, asked: true, aborted: true');
  });

  it('ends with what cannot go on, whatever is asked after it', async () => {
    const failing = `stop.because(new Error('the disk is full')); stop.because(new Error('another')); process.emit('SIGTERM');`;
    expect(await run(CODE('reader', failing), () => undefined)).toBe(
      'ended by the disk is full, asked: false, aborted: true',
    );
  });
});
