import { Inject, Injectable } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { HTTP_SETTINGS } from '../injection-tokens';
import { Problem } from '../problems/problem';
import { tooLarge } from '../problems/problem-of-error';
import type { HttpSettings } from '../http-settings';
import { BodyBudget } from './body-budget';

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};

/** So long a body may be on its way: what came of it holds bytes that others cannot have. */
export const BODY_MAY_TAKE_MS = 60_000;

/**
 * Reads bodies where a route asks for them, which is when its caller is known: nothing of a stranger's body is kept or
 * unpacked. Bytes count as they come out of the unpacker, for the one request and for all that are under way.
 */
@Injectable()
export class BodyReader {
  /** Shared by whoever else reads bodies. */
  readonly budget: BodyBudget;

  constructor(@Inject(HTTP_SETTINGS) private readonly settings: HttpSettings) {
    this.budget = new BodyBudget(settings.maxBodyBytesInFlight);
  }

  /**
   * Hands a request's body, unpacked, to `use`, and holds its bytes in the budget until that is done. Throws the problems
   * `too-large`, `too-slow`, `malformed-body` and, where all requests together have too much, `unavailable`.
   */
  async withBody<T>(request: IncomingMessage, use: (body: Buffer) => Promise<T>): Promise<T> {
    const { maxBodyBytes } = this.settings;
    if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes && !isPacked(request)) throw this.tooLong();
    let heldBytes = 0;
    const hold = (bytes: number) => {
      if (heldBytes + bytes > maxBodyBytes) throw this.tooLong();
      this.budget.hold(bytes);
      heldBytes += bytes;
    };
    try {
      return await use(await read(request, hold));
    } finally {
      this.budget.release(heldBytes);
    }
  }

  private tooLong(): Problem {
    return tooLarge(`The body has more than ${this.settings.maxBodyBytes} bytes.`);
  }
}

function encodingOf(request: IncomingMessage): string {
  return (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
}

function isPacked(request: IncomingMessage): boolean {
  return encodingOf(request) !== 'identity';
}

/** `hold` is told of each piece before it is kept, and ends the reading by throwing. */
async function read(request: IncomingMessage, hold: (bytes: number) => void): Promise<Buffer> {
  const encoding = encodingOf(request);
  if (encoding === 'identity') return gather(request, request, hold);
  const unpacker = UNPACKERS[encoding]?.();
  if (unpacker === undefined) {
    throw new Problem(
      'malformed-body',
      'The Content-Encoding is not supported: send gzip, deflate or br, or the bare body.',
    );
  }
  try {
    return await gather(request, request.pipe(unpacker), hold);
  } catch (error) {
    if (!isUnpackingError(error)) throw error;
    throw new Problem('malformed-body', 'The body is not compressed as Content-Encoding says.');
  } finally {
    request.unpipe(unpacker);
    unpacker.destroy();
    request.resume();
  }
}

/**
 * Listens instead of iterating: what ends an iteration early ends the connection, and nobody could be answered. What is
 * left of a body that is refused is read off and dropped.
 */
function gather(
  request: IncomingMessage,
  bytes: IncomingMessage | Transform,
  hold: (bytes: number) => void,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const fail = (error: Error) => {
      clearTimeout(late);
      bytes.removeAllListeners('data');
      bytes.resume();
      reject(error);
    };
    const cutOff = () => fail(new Problem('malformed-body', 'The request ended before its body did.'));
    request.on('aborted', cutOff).on('error', cutOff);
    bytes.on('data', (piece: Buffer) => {
      try {
        hold(piece.length);
        pieces.push(piece);
      } catch (error) {
        fail(error as Problem);
      }
    });
    const late = setTimeout(() => fail(tooSlow()), BODY_MAY_TAKE_MS);
    bytes.once('end', () => {
      clearTimeout(late);
      resolve(Buffer.concat(pieces));
    });
    if (bytes !== request) bytes.on('error', fail);
  });
}

/** The connection ends with the answer: what is still to come would be read, and dropped, for as long as it comes. */
function tooSlow(): Problem {
  return new Problem('too-slow', `The body was not there within ${BODY_MAY_TAKE_MS / 1_000} seconds. Send it again.`, {
    headers: { Connection: 'close' },
  });
}

function isUnpackingError(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^(?:Z_|ERR_|BROTLI)/.test(code);
}
