import { once } from 'node:events';
import { FreshClone, outcomeOf } from './fresh-clone';

const greet = `
import { greeting } from '@ledger/kernel/greeting';

console.log(greeting, ...process.argv.slice(2));
`;

describe('a command of the ledger', () => {
  let clone: FreshClone;
  const cloned = (main = greet): FreshClone => (clone = new FreshClone(main));
  afterEach(() => clone.dispose());

  it('installs and builds in a fresh clone, and says so on standard error only', async () => {
    expect(await cloned().run('replay', '--events', '-')).toEqual({
      status: 0,
      stdout: 'hello replay --events -\n',
      stderr:
        'Installing packages (npm ci)…\n' +
        'npm was called with ci --include=optional --include=dev --no-audit --no-fund --loglevel=error\n' +
        'Building…\n',
    });
  });

  it('does neither again when nothing changed', async () => {
    await cloned().linkPackages().run();
    expect(await clone.run()).toEqual({ status: 0, stdout: 'hello\n', stderr: '' });
  });

  it('installs again when package-lock.json names another version than node_modules holds', async () => {
    cloned().linkPackages();
    clone.write('package-lock.json', '{"packages":{"node_modules/typescript":{"version":"0.0.1"}}}');
    clone.date('package-lock.json', new Date(Date.now() + 60_000));
    expect((await clone.run()).stderr).toContain('Installing packages');
  });

  it('installs nothing when package-lock.json is newer but names what is there', async () => {
    cloned().linkPackages();
    clone.date('package-lock.json', new Date(Date.now() + 60_000));
    expect((await clone.run()).stderr).toBe('Building…\n');
  });

  it('builds again when a source was edited', async () => {
    await cloned().linkPackages().run();
    clone.write('libs/kernel/greeting.ts', `export const greeting: string = 'good evening';\n`);
    expect(await clone.run()).toEqual({ status: 0, stdout: 'good evening\n', stderr: 'Building…\n' });
  });

  it('builds again when a source was deleted, and leaves nothing of it', async () => {
    cloned().linkPackages().write('libs/kernel/left-over.ts', 'export {};\n');
    await clone.run();
    clone.remove('libs/kernel/left-over.ts');
    expect((await clone.run()).stderr).toBe('Building…\n');
    expect(clone.has('dist/libs/kernel/left-over.js')).toBe(false);
  });

  it('builds no test, and copies what is not TypeScript', async () => {
    cloned().linkPackages().write('libs/kernel/greeting.spec.ts', 'export {};\n');
    clone.write('libs/kernel/greeting.contract.ts', 'export {};\n');
    clone.write('libs/read-models/views.sql', 'select 1;\n');
    await clone.run();
    expect(clone.has('dist/libs/kernel/greeting.spec.js')).toBe(false);
    expect(clone.has('dist/libs/kernel/greeting.contract.js')).toBe(false);
    expect(clone.has('dist/libs/read-models/views.sql')).toBe(true);
  });

  it('is built once when two start at the same time', async () => {
    cloned().linkPackages();
    const both = await Promise.all([clone.run('a'), clone.run('b')]);
    expect(both.map(({ stdout }) => stdout)).toEqual(['hello a\n', 'hello b\n']);
    expect(both.flatMap(({ stderr }) => stderr.match(/Building/g) ?? [])).toHaveLength(1);
  });

  it('takes over from one that was killed while it was building', async () => {
    cloned().linkPackages();
    const killed = clone.start();
    killed.stderr?.once('data', () => killed.kill('SIGKILL'));
    await once(killed, 'exit');
    expect(clone.has('dist.lock')).toBe(true);
    expect(await clone.run()).toEqual({ status: 0, stdout: 'hello\n', stderr: 'Building…\n' });
    expect(clone.has('dist.lock')).toBe(false);
  });

  it('waits for one that holds the lock, and takes over when that one gives no sign of life', async () => {
    cloned().linkPackages().write('dist.lock/holder.json', '{"pid":1,"host":"another-machine"}');
    const waiting = clone.start();
    const [said] = (await once(waiting.stderr!, 'data')) as [Buffer];
    expect(said.toString()).toBe('Waiting for another command of this folder that installs or builds…\n');
    clone.date('dist.lock', new Date(Date.now() - 60_000));
    expect(await outcomeOf(waiting)).toEqual({ status: 0, stdout: 'hello\n', stderr: 'Building…\n' });
  });

  it('ends in one clear line when it cannot be built', async () => {
    cloned('const = ;').linkPackages();
    const { status, stdout, stderr } = await clone.run();
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr.trimEnd().split('\n').at(-1)).toBe(
      'Could not get ready: the build ended with status 1; its message is above',
    );
  });

  it('ends in one clear line under a Node that package.json does not allow', async () => {
    cloned().linkPackages().write('package.json', '{"engines":{"node":">=99.1 <100"}}');
    expect(await clone.run()).toEqual({
      status: 1,
      stdout: '',
      stderr: `Could not get ready: Node >=99.1 <100 is needed; this is ${process.version}\n`,
    });
  });

  it('has the exit status of the command', async () => {
    expect(await cloned('process.exitCode = 2;').linkPackages().run()).toMatchObject({ status: 2 });
  });

  it('hands a signal to the command once, and waits for its end', async () => {
    cloned(`
      process.on('SIGINT', () => { console.log('stopping'); setTimeout(() => process.exit(5), 50); });
      setInterval(() => undefined, 1000);
      console.log('ready');
    `).linkPackages();
    const child = clone.start();
    child.stdout?.once('data', () => child.kill('SIGINT'));
    expect(await outcomeOf(child)).toMatchObject({ status: 5, stdout: 'ready\nstopping\n' });
  });

  it('ends in order when only the shell between npm and it was told to end', async () => {
    cloned(`
      process.on('SIGTERM', () => { console.log('stopping'); process.exit(0); });
      setInterval(() => undefined, 1000);
      console.log('ready');
    `).linkPackages();
    const shell = clone.startAsNpmDoes();
    shell.stdout?.once('data', () => shell.kill('SIGTERM'));
    expect(await outcomeOf(shell)).toMatchObject({ status: null, stdout: 'ready\nstopping\n' });
  });

  it('shows where an error was thrown in the sources', async () => {
    cloned(`throw new Error('a bug');`).linkPackages();
    expect((await clone.run()).stderr).toContain('apps/ledger/main.ts:1');
  });
});
