import { hash } from 'node:crypto';

/** A digest of a text by which contents are compared: SHA-256, 32 bytes in base64. */
export function fingerprint(content: string): string {
  return hash('sha256', content, 'base64');
}
