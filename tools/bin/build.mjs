import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const sourceFolders = ['apps', 'libs'];
/** What serves tests only: none of it ships. */
const notBuilt = ['**/*.spec.ts', '**/*.contract.ts', '**/testing/**'];
/** In dist: the digest of the sources that it was built from. */
const builtFrom = '.built-from';

/** Whether dist was built from the sources as they are now. */
export function isBuilt(root) {
  const file = join(root, 'dist', builtFrom);
  return existsSync(file) && readFileSync(file, 'utf8') === sourceDigest(root);
}

/**
 * Compiles apps and libs to CommonJS in dist. It is made beside the old one and put in its place when complete, so
 * that no command ever starts on half a build.
 */
export async function build(root) {
  // What a killed build left behind; a compiler that outlived it writes there, and not into this build.
  for (const left of readdirSync(root).filter((name) => /^dist\.(new|old)\.\d+$/.test(name))) remove(join(root, left));
  const digest = sourceDigest(root);
  const fresh = join(root, `dist.new.${process.pid}`);
  const old = join(root, `dist.old.${process.pid}`);
  await compile(root, fresh);
  writeFileSync(join(fresh, builtFrom), digest);
  const dist = join(root, 'dist');
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  remove(old);
}

async function compile(root, folder) {
  const swc = join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
  const options = [
    '--out-dir',
    folder,
    '--extensions',
    '.ts',
    '--copy-files',
    '--ignore',
    notBuilt.join(','),
    '--quiet',
  ];
  const child = spawn(process.execPath, [swc, ...sourceFolders, ...options], { cwd: root, stdio: ['ignore', 2, 2] });
  const [status, signal] = await once(child, 'exit');
  if (status !== 0) throw new Error(`the build ended with ${signal ?? `status ${status}`}; its message is above`);
}

/** Changes when a file that goes into dist is added, edited or deleted; it looks at sizes and times, not at contents. */
function sourceDigest(root) {
  const hash = createHash('sha256');
  for (const file of sourceFiles(root)) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file.split(sep).join('/')} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function sourceFiles(root) {
  const compiled = sourceFolders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !/\.(spec|contract)\.ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((file) => !file.split(sep).includes('testing'));
  return [...compiled, '.swcrc'].sort();
}

function remove(folder) {
  rmSync(folder, { recursive: true, force: true });
}
