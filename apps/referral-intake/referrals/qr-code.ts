import type { Request, Response } from 'express';
import { Problem } from '@ledger/service-kit/problems/problem';
import { toBuffer, toString as toText } from 'qrcode';

/** What a code for cameras is drawn as. */
export const QR_FORMATS = ['svg', 'png'] as const;
export type QrFormat = (typeof QR_FORMATS)[number];

const OPTIONS = { errorCorrectionLevel: 'M', margin: 4 } as const;
const PNG_WIDTH = 512;

/** The format that a request accepts, an SVG rather than a PNG. Throws the problem `not-acceptable`. */
export function acceptedFormat(request: Request): QrFormat {
  const type = request.accepts(['image/svg+xml', 'image/png']);
  if (type === 'image/svg+xml') return 'svg';
  if (type === 'image/png') return 'png';
  throw new Problem('not-acceptable', 'A QR code is image/svg+xml or image/png: accept one of them.');
}

/** Answers with an address as a code for cameras. */
export async function sendQrCode(response: Response, address: string, format: QrFormat): Promise<void> {
  const image =
    format === 'svg'
      ? await toText(address, { ...OPTIONS, type: 'svg' })
      : await toBuffer(address, { ...OPTIONS, type: 'png', width: PNG_WIDTH });
  response.status(200).set({
    'Content-Type': format === 'svg' ? 'image/svg+xml' : 'image/png',
    'Cache-Control': 'private, max-age=3600',
    Vary: 'Accept',
  });
  response.end(image);
}
