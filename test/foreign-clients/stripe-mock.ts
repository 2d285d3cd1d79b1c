import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { waitUntil } from '../support/wait-until';
import { goProgram } from './make-ready';

/** What stripe-mock is written in. */
const NEEDS_GO = 22;

/** Stripe's own server for the shapes of requests, in Go: it keeps nothing, and refuses what its API does not describe. */
export const STRIPE_MOCK = {
  name: 'stripe-mock',
  missing: missingGo(),
  start: async (): Promise<{ readonly url: string; stop(): void }> => {
    const folder = join(__dirname, 'stripe-mock');
    const program = goProgram('stripe-mock', folder, 'github.com/stripe/stripe-mock');
    const port = await freePort();
    const server = spawn(program, ['-http-addr', `127.0.0.1:${port}`], { stdio: 'ignore' });
    const url = `http://127.0.0.1:${port}`;
    await waitUntil('stripe-mock answers', () => answers(url, server), 30_000);
    return { url, stop: () => void server.kill() };
  },
};

/** What is missing of Go; null: nothing. */
function missingGo(): string | null {
  const { error, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  const [, minor] = /go1\.(\d+)/.exec(stdout ?? '') ?? [];
  return error === undefined && Number(minor) >= NEEDS_GO ? null : `Go 1.${NEEDS_GO}`;
}

async function answers(url: string, server: ChildProcess): Promise<boolean> {
  if (server.exitCode !== null) throw new Error(`stripe-mock ended with ${server.exitCode}`);
  return fetch(url).then(
    () => true,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
