import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Whether node_modules holds what package-lock.json names: packages that fit another platform only may be missing. */
export function isInstalled(root) {
  const wantedFile = join(root, 'package-lock.json');
  const presentFile = join(root, 'node_modules', '.package-lock.json'); // npm writes it as the last thing it does
  const presentSince = modifiedAt(presentFile);
  if (presentSince === undefined) return false;
  if (presentSince >= modifiedAt(wantedFile)) return true;
  const present = packagesIn(presentFile);
  return Object.entries(packagesIn(wantedFile)).every(
    ([path, wanted]) => path === '' || (present[path] ? present[path].version === wanted.version : wanted.optional),
  );
}

/** Installs exactly what package-lock.json names. No install script is needed by any package, so none has to be allowed. */
export async function install(root) {
  const npm = process.env.npm_execpath;
  const [command, first] = npm?.endsWith('npm-cli.js') ? [process.execPath, [npm]] : ['npm', []];
  const options = ['ci', '--include=optional', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn(command, [...first, ...options], { cwd: root, stdio: ['ignore', 2, 2] });
  const [status, signal] = await once(child, 'exit');
  if (status !== 0) throw new Error(`npm ci ended with ${signal ?? `status ${status}`}; its message is above`);
}

function packagesIn(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

function modifiedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
