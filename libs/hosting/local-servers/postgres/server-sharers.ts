import { mkdir, readdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { readWholeJson } from '@ledger/machine/files/read-whole-json';
import { writeWhole } from '@ledger/machine/files/write-whole';
import { isAlive, type ProcessIdentity, thisProcess } from '@ledger/machine/process-identity';

/**
 * The processes that use one server, a file each: the last one to leave stops it. Those that were killed do not count.
 * Used under the start lock only.
 */
export class ServerSharers {
  private readonly folder: string;
  private readonly mine = `${process.pid}-${randomUUID()}.json`;

  constructor(dataDir: string) {
    this.folder = join(dataDir, 'sharers');
  }

  async join(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeWhole(join(this.folder, this.mine), JSON.stringify(thisProcess()));
  }

  async leave(): Promise<void> {
    await rm(join(this.folder, this.mine), { force: true });
  }

  /** Whether any other living use of the server is registered; forgets the dead. */
  async others(): Promise<boolean> {
    await mkdir(this.folder, { recursive: true });
    let living = 0;
    for (const name of await readdir(this.folder)) {
      const file = join(this.folder, name);
      if (name === this.mine) continue;
      const sharer = await readWholeJson<ProcessIdentity>(file);
      if (sharer !== null && isAlive(sharer)) living++;
      else await rm(file, { force: true });
    }
    return living > 0;
  }

  /** Forgets all: the server does not run, so nobody uses it. */
  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}
