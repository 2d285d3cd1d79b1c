import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = join(__dirname, 'run.mjs');

it('says in one line that there is no Docker engine, and fails', () => {
  const env = { PATH: process.env['PATH'], DOCKER_HOST: 'unix:///nowhere/docker.sock' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8', timeout: 20_000 });
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(
    /^test:containers needs a Docker engine: nothing answers at unix:\/\/\/nowhere\/docker\.sock \(ENOENT\)\. .*\n$/,
  );
});

it('names an address that it cannot use', () => {
  const env = { PATH: process.env['PATH'], DOCKER_HOST: 'ftp://somewhere' };
  const { stderr } = spawnSync(process.execPath, [script], { env, encoding: 'utf8', timeout: 20_000 });
  expect(stderr).toContain('DOCKER_HOST is ftp://somewhere, which is neither unix:// nor tcp://');
});

it('finds an engine that listens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docker-'));
  const path = join(folder, 'docker.sock');
  const server = createServer().listen(path);
  await once(server, 'listening');
  expect(existsSync(path)).toBe(true);
  const probe = `import(${JSON.stringify(join(__dirname, 'docker-engine.mjs'))}).then(({ whyNoEngine }) =>
    whyNoEngine({ DOCKER_HOST: 'unix://${path}' })).then((reason) => process.stdout.write(String(reason)))`;
  const child = spawnSync(process.execPath, ['-e', probe], { encoding: 'utf8', timeout: 20_000 });
  server.close();
  rmSync(folder, { recursive: true, force: true });
  expect(child.stdout).toBe('null');
});

it('would run suites that there are, and none that starts a broker of its own', () => {
  const args = ['--config', 'jest.containers.config.cjs', '--listTests'];
  const jest = join(process.cwd(), 'node_modules', 'jest', 'bin', 'jest.js');
  const { stdout } = spawnSync(process.execPath, [jest, ...args], { encoding: 'utf8', timeout: 25_000 });
  const suites = stdout.trim().split('\n');
  expect(suites.length).toBeGreaterThan(12);
  for (const kind of ['eventstoredb-event-store.esdb', 'postgres-event-store.pg', 'lanes.kafka', 'projections.pg']) {
    expect(suites.filter((suite) => suite.includes(kind))).toHaveLength(1);
  }
  expect(suites.filter((suite) => /secured-kafka|start-kafka/.test(suite))).toEqual([]);
});
