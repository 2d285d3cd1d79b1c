import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, isBuilt } from './build.mjs';
import { install, isInstalled } from './installed-packages.mjs';
import { isInRange } from './node-version.mjs';
import { say } from './say.mjs';
import { withLock } from './with-lock.mjs';

export const root = resolve(fileURLToPath(import.meta.url), '../../..');

/**
 * Installs and builds what is missing or out of date, so that a command works on a fresh clone and after every change.
 * Several commands may start at the same time: one prepares, the others wait for it. `rebuild` builds in any case.
 */
export async function prepare({ rebuild = false } = {}) {
  const { node } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines;
  if (!isInRange(process.versions.node, node)) throw new Error(`Node ${node} is needed; this is ${process.version}`);
  if (!rebuild && isInstalled(root) && isBuilt(root)) return;
  const onWait = () => say('Waiting for another command of this folder that installs or builds…');
  await withLock(join(root, 'dist.lock'), { onWait }, async () => {
    if (!isInstalled(root)) {
      say('Installing packages (npm ci)…');
      await install(root);
    }
    if (rebuild || !isBuilt(root)) {
      say('Building…');
      await build(root);
    }
  });
}

/** As `prepare`, but ends the process with one clear line where that is not possible. */
export async function prepareOrExit(options) {
  try {
    await prepare(options);
  } catch (error) {
    say(`Could not get ready: ${error.message}`);
    process.exit(1);
  }
}
