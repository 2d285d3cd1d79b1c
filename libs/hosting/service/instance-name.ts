import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** A name of this process that no other has, also not the one that had its number before. */
export function instanceName(): string {
  return `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
}
