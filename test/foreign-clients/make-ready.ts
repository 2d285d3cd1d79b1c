import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Kept between runs, as the jars of Kafka are. */
const MADE = join(__dirname, '..', '..', '.data', 'foreign-clients');

/** Where a client is made ready. */
export function placeOf(client: string): string {
  mkdirSync(MADE, { recursive: true });
  return join(MADE, client);
}

/** The command, where it is not here; null: it can run. */
export function missingCommand(command: string): string | null {
  return spawnSync(command, ['--help']).error === undefined ? null : command;
}

/** A Python with what `requirements.txt` of a folder names, made when it is first used; answers its path. */
export function pythonFor(client: string, folder: string): string {
  const python = join(placeOf(client), 'bin', 'python');
  if (!existsSync(python)) run('python3', ['-m', 'venv', placeOf(client)], folder);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt'], folder);
  return python;
}

/** The program of a folder in Go, or one that its module names, built; answers its path. */
export function goProgram(client: string, folder: string, source = '.'): string {
  run('go', ['build', '-o', placeOf(client), source], folder);
  return placeOf(client);
}

/** The jars that `pom.xml` of a folder names; answers where they are. */
export function jarsFor(client: string, folder: string): string {
  const output = `-DoutputDirectory=${placeOf(client)}`;
  run('mvn', ['--quiet', '--batch-mode', 'dependency:copy-dependencies', output], folder);
  return placeOf(client);
}

function run(command: string, args: readonly string[], folder: string): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? `${stdout}${stderr}`}`);
}
