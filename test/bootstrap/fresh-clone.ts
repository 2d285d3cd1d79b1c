import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
const launcher = join('tools', 'bin', 'ledger.mjs');
const waitMs = 60_000;

/** An npm that installs by linking the packages of this project, and says how it was called. */
const linkingNpm = (packages: string): string => `
const { symlinkSync } = require('node:fs');
process.stdout.write('npm was called with ' + process.argv.slice(2).join(' ') + '\\n');
symlinkSync(${JSON.stringify(packages)}, 'node_modules');
`;

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project in a folder of its own with this project's launcher and build, and a command that the test writes. */
export class FreshClone {
  readonly folder = mkdtempSync(join(tmpdir(), 'ledger-clone-'));
  private readonly running: ChildProcess[] = [];

  constructor(main: string) {
    for (const file of ['package.json', 'package-lock.json', '.swcrc', join('tools', 'bin')]) {
      cpSync(join(root, file), join(this.folder, file), { recursive: true });
    }
    this.write('apps/ledger/main.ts', main);
    this.write('libs/kernel/greeting.ts', `export const greeting: string = 'hello';\n`);
    this.write('npm-cli.js', linkingNpm(join(root, 'node_modules')));
  }

  write(file: string, text: string): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  remove(file: string): void {
    rmSync(join(this.folder, file), { recursive: true, force: true });
  }

  has(file: string): boolean {
    return existsSync(join(this.folder, file));
  }

  /** Leaves the packages as they are after `npm ci`. */
  linkPackages(): this {
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'));
    return this;
  }

  /** Sets when a file was last written. */
  date(file: string, at: Date): void {
    utimesSync(join(this.folder, file), at, at);
  }

  start(...args: string[]): ChildProcess {
    return this.spawn(process.execPath, [launcher, ...args]);
  }

  /** As `npm start` does: a shell, of which the command is a child. */
  startAsNpmDoes(): ChildProcess {
    const script = `node ${launcher}`;
    return this.spawn('sh', ['-c', `${script}; exit $?`], { npm_lifecycle_script: script });
  }

  /** Runs the command to its end. */
  async run(...args: string[]): Promise<Outcome> {
    return outcomeOf(this.start(...args));
  }

  private spawn(command: string, args: string[], environment: Record<string, string> = {}): ChildProcess {
    const env = { ...process.env, npm_execpath: join(this.folder, 'npm-cli.js'), ...environment };
    const child = spawn(command, args, { cwd: this.folder, env, timeout: waitMs });
    this.running.push(child);
    return child;
  }

  dispose(): void {
    for (const child of this.running) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function outcomeOf(child: ChildProcess): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, ...said };
}
