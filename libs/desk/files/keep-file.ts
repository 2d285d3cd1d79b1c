import { hash as digest } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { tidyFileName } from './file-name';
import { DeskFileOwner } from './file-owner.entity';
import { fileTypeOf, whyNoFile, type FileType } from './file-type';
import { DeskFile } from './file.entity';

/** What has files: an application's draft, a lead, a registration, a dispute. */
export interface FileOwner {
  readonly program: string;
  /** Such as `application`, `referral`, `deal`, `dispute`. */
  readonly kind: string;
  readonly id: string;
}

/** A file without its bytes. */
export interface KeptFile {
  /** SHA-256, in hex. */
  readonly hash: string;
  readonly name: string;
  readonly type: FileType;
  readonly size: number;
}

/** These bytes are no file that is kept; the message says which and why. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

/**
 * Keeps a file for an owner; the same bytes again for the same owner change nothing but their name.
 *
 * @throws FileRefused for what is no PDF, PNG or JPEG by its bytes, cut off, or too large
 */
export async function keepFile(
  manager: EntityManager,
  file: { readonly bytes: Buffer; readonly name: string },
  { program, kind, id }: FileOwner,
): Promise<KeptFile> {
  const name = tidyFileName(file.name);
  const type = fileTypeOf(file.bytes);
  const why = whyNoFile(file.bytes);
  if (why !== null || type === null) throw new FileRefused(`${name} is not kept: ${why}`);
  const hash = digest('sha256', file.bytes, 'hex');
  const size = file.bytes.length;
  // Updating nothing locks the row: who drops the last owner of the same bytes waits, and sees this one.
  await manager.query(
    `INSERT INTO desk.files (hash, type, size_bytes, bytes) VALUES ($1, $2, $3, $4)
     ON CONFLICT (hash) DO UPDATE SET type = excluded.type`,
    [hash, type, size, file.bytes],
  );
  await manager.upsert(DeskFileOwner, { program, kind, id, hash, name, addedAt: new Date() }, [
    'program',
    'kind',
    'id',
    'hash',
  ]);
  return { hash, name, type, size };
}

/** The files of an owner, in the order of their names. */
export async function filesOf(manager: EntityManager, { program, kind, id }: FileOwner): Promise<KeptFile[]> {
  return manager
    .createQueryBuilder(DeskFileOwner, 'o')
    .innerJoin(DeskFile, 'f', 'f.hash = o.hash')
    .where('o.program = :program AND o.kind = :kind AND o.id = :id', { program, kind, id })
    .orderBy('o.name')
    .addOrderBy('o.hash')
    .select(['o.hash AS hash', 'o.name AS name', 'f.type AS type', 'f.size AS size'])
    .getRawMany<KeptFile>();
}

/** A file of an owner with its bytes; null: it has none of this hash. */
export async function readFileOf(
  manager: EntityManager,
  owner: FileOwner,
  hash: string,
): Promise<(KeptFile & { readonly bytes: Buffer }) | null> {
  const { program, kind, id } = owner;
  const owned = await manager.findOneBy(DeskFileOwner, { program, kind, id, hash });
  if (owned === null) return null;
  const file = await manager
    .createQueryBuilder(DeskFile, 'f')
    .addSelect('f.bytes')
    .where('f.hash = :hash', { hash })
    .getOneOrFail();
  return { hash, name: owned.name, type: file.type, size: file.size, bytes: file.bytes };
}

/** Takes a file from its owner; its bytes go too, unless another has the same. Answers whether the owner had it. */
export async function dropFile(
  manager: EntityManager,
  { program, kind, id }: FileOwner,
  hash: string,
): Promise<boolean> {
  await manager.query('SELECT 1 FROM desk.files WHERE hash = $1 FOR UPDATE', [hash]);
  const { affected } = await manager.delete(DeskFileOwner, { program, kind, id, hash });
  await manager.query(
    'DELETE FROM desk.files WHERE hash = $1 AND NOT EXISTS (SELECT 1 FROM desk.file_owners o WHERE o.hash = $1)',
    [hash],
  );
  return (affected ?? 0) > 0;
}

/** Takes all files from an owner; answers how many it had. */
export async function dropFilesOf(manager: EntityManager, owner: FileOwner): Promise<number> {
  const files = await filesOf(manager, owner);
  // In one order for all: two who drop the same files do not wait for each other.
  for (const hash of files.map((file) => file.hash).sort()) await dropFile(manager, owner, hash);
  return files.length;
}
