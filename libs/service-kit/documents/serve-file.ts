import { ApiResponse } from '@nestjs/swagger';
import type { Response } from 'express';

/** A file that somebody sent in. */
export interface ServedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const BINARY = { schema: { type: 'string', format: 'binary' } };

/** Describes an answer that is a file which somebody sent in. */
export const ApiFile = (description: string) =>
  ApiResponse({
    status: 200,
    description,
    content: { 'application/pdf': BINARY, 'image/png': BINARY, 'image/jpeg': BINARY },
  });

/** Answers with a file that a stranger may have sent: saved, never shown by the browser; of its own type, never another. */
export function serveFile(response: Response, { name, type, bytes }: ServedFile): void {
  response.status(200).set({
    'Content-Type': type,
    'Content-Disposition': attachment(name),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'no-store',
  });
  response.end(bytes);
}

/** The name for all browsers, and in full for those that read RFC 6266. */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
