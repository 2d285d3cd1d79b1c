import { createHash } from 'node:crypto';

/** A digest of a text by which contents are compared: SHA-256, 32 bytes in base64. */
export function fingerprint(content: string): string {
  return createHash('sha256').update(content).digest('base64');
}
