// `npm run test:containers`: the contract suites against the very images of docker-compose.yml, by testcontainers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whyNoEngine } from './docker-engine.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../../..');

const reason = await whyNoEngine(process.env);
if (reason !== null) {
  process.stderr.write(
    `test:containers needs a Docker engine: ${reason}. Without one, npm test, test:kafka and test:cluster run the same suites on servers of their own.\n`,
  );
  process.exit(1);
}

const { startServers } = await import('./servers.mjs');
const servers = await startServers(root);
try {
  for (const line of servers.descriptions) process.stderr.write(`${line}\n`);
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const args = [jest, '--config', 'jest.containers.config.cjs', ...process.argv.slice(2)];
  const env = { ...process.env, ...servers.environment };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  const [status] = await once(child, 'exit');
  process.exitCode = status ?? 1;
} finally {
  await servers.stop();
}
