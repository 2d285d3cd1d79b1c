import { readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { hasCode } from '@ledger/machine/system-error';

interface Link {
  /** What the link points at and the link itself, both from the package's folder; always in one folder. */
  readonly source: string;
  readonly target: string;
}

/**
 * Makes the symbolic links that npm cannot pack, from the list in the package. The package's own install script would
 * do it, but npm 11 runs no script that was not approved. Links that are there already stay, so any number of
 * processes may do this at the same time. Throws when the package's folder is not writable and a link is missing.
 */
export async function replaySymlinks(packageDir: string): Promise<void> {
  for (const { source, target } of await listedLinks(packageDir)) {
    if (dirname(source) !== dirname(target)) throw new Error(`${target} in pg-symlinks.json leaves its folder`);
    try {
      await symlink(basename(source), join(packageDir, target));
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}

/** The package's list of links; a platform without links (Windows) has no list. */
async function listedLinks(packageDir: string): Promise<readonly Link[]> {
  try {
    return JSON.parse(await readFile(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8')) as Link[];
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}
