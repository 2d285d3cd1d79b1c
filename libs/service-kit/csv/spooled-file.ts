import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Readable, type Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * A file in the system's temporary folder that is written at the speed of its source and read at that of its reader, so
 * that a slow reader holds nothing but the file.
 */
export class SpooledFile {
  private constructor(private readonly folder: string) {}

  static async make(): Promise<SpooledFile> {
    return new SpooledFile(await mkdtemp(join(tmpdir(), 'ledger-download-')));
  }

  /** Writes everything that comes out of the source through the transform. */
  async fill(source: Readable, transform: Transform): Promise<void> {
    await pipeline(source, transform, createWriteStream(this.path, { mode: 0o600 }));
  }

  /** Sends what was written; rejects when the reader goes away. */
  async sendTo(out: Writable): Promise<void> {
    await pipeline(createReadStream(this.path), out);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  private get path(): string {
    return join(this.folder, 'rows');
  }
}
