// `npm run infra:kafka`: builds the project if that has not been done, then runs one local broker in the foreground.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = fileURLToPath(new URL('../../dist/libs/messaging/local-broker/run-local-broker.js', import.meta.url));

if (!existsSync(built)) {
  process.stderr.write('building the project first (npm run build) …\n');
  const build = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (build.status !== 0) process.exit(build.status ?? 1);
}

try {
  const { runLocalBroker } = createRequire(import.meta.url)(built);
  await runLocalBroker(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
