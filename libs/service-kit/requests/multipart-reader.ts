import { Injectable } from '@nestjs/common';
import busboy from 'busboy';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Problem } from '../problems/problem';
import { BODY_MAY_TAKE_MS, BodyReader } from './body-reader';

/** What a route takes; the door ends a request that has more. */
export interface FormLimits {
  /** 0: none. */
  readonly files: number;
  /** Of one file. */
  readonly fileBytes: number;
  readonly fields: number;
  /** Of one field, in bytes. */
  readonly fieldBytes: number;
}

/** A file as it was sent: what it is, its bytes say. */
export interface SentFile {
  /** Of the field that it came in. */
  readonly field: string;
  readonly name: string;
  readonly bytes: Buffer;
}

/** A form as it was sent. */
export interface SentForm {
  /** A field may come several times. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly files: readonly SentFile[];
}

const LONGEST_FIELD_NAME = 200;
/** Boundary and headers of a part. */
const PART_BYTES = 4_096;

/** Whether a request's body is a form with files. */
export function isMultipart(request: IncomingMessage): boolean {
  return /^multipart\/form-data\s*(;|$)/i.test(request.headers['content-type'] ?? '');
}

/** Reads `multipart/form-data` where a route asks for it; its bytes count in the budget of all bodies while it is used. */
@Injectable()
export class MultipartReader {
  constructor(private readonly bodies: BodyReader) {}

  /**
   * Hands a form to `use`. Throws the problems `unsupported-media-type`, `malformed-body`, `too-large` (a file, a field,
   * their number or all together), `too-slow` and, where all requests together have too much, `unavailable`.
   */
  async withForm<T>(request: IncomingMessage, limits: FormLimits, use: (form: SentForm) => Promise<T>): Promise<T> {
    if (!isMultipart(request)) {
      throw new Problem('unsupported-media-type', 'A form with files is sent as multipart/form-data.');
    }
    const { budget } = this.bodies;
    const mostBytes = Math.min(mostBytesOf(limits), budget.totalBytes);
    const tooLong = new Problem('too-large', `The form has more than ${mostBytes} bytes: send fewer or smaller files.`);
    if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLong;
    let heldBytes = 0;
    const hold = (bytes: number) => {
      if (heldBytes + bytes > mostBytes) throw tooLong;
      budget.hold(bytes);
      heldBytes += bytes;
    };
    try {
      return await use(await readForm(request, limits, hold));
    } finally {
      budget.release(heldBytes);
    }
  }
}

function mostBytesOf({ files, fileBytes, fields, fieldBytes }: FormLimits): number {
  return files * (fileBytes + PART_BYTES) + fields * (fieldBytes + PART_BYTES) + PART_BYTES;
}

type Parser = ReturnType<typeof busboy>;

function parserOf({ headers }: IncomingMessage, { files, fileBytes, fields, fieldBytes }: FormLimits): Parser {
  if (!['identity', ''].includes(headers['content-encoding']?.trim().toLowerCase() ?? '')) {
    throw new Problem('malformed-body', 'A form with files is sent without Content-Encoding.');
  }
  const sizes = { fieldNameSize: LONGEST_FIELD_NAME, fieldSize: fieldBytes, fileSize: fileBytes };
  try {
    return busboy({ headers, defParamCharset: 'utf8', limits: { ...sizes, files, fields } });
  } catch {
    throw new Problem('malformed-body', 'The Content-Type names no boundary: multipart/form-data; boundary=….');
  }
}

/** `hold` is told of each piece before it is kept. What is left of a form that is refused is read off and dropped. */
function readForm(request: IncomingMessage, limits: FormLimits, hold: (bytes: number) => void): Promise<SentForm> {
  const parser = parserOf(request, limits);
  return new Promise((resolve, reject) => {
    let isOver = false;
    const over = (end: () => void) => {
      if (isOver) return;
      isOver = true;
      clearTimeout(late);
      request.off('data', take).off('end', ended);
      end();
    };
    const fail = (error: Error) =>
      over(() => {
        request.resume();
        parser.destroy();
        reject(error);
      });
    const take = (piece: Buffer) => {
      try {
        hold(piece.length);
        parser.write(piece);
      } catch (error) {
        fail(error as Problem);
      }
    };
    const ended = () => parser.end();
    const late = setTimeout(() => fail(tooSlow()), BODY_MAY_TAKE_MS);
    const cutOff = () => fail(new Problem('malformed-body', 'The request ended before its form did.'));
    request.on('aborted', cutOff).on('error', cutOff);
    const form = collect(parser, limits, fail);
    parser.on('error', () =>
      fail(new Problem('malformed-body', 'The form is not whole: it is no multipart/form-data.')),
    );
    parser.on('close', () => over(() => resolve(form())));
    request.on('data', take).on('end', ended);
  });
}

/** Gathers what a parser finds; a limit that is passed is a fault. */
function collect(parser: Parser, limits: FormLimits, fail: (error: Error) => void): () => SentForm {
  const fields: (readonly [string, string])[] = [];
  const files: { readonly field: string; readonly name: string; readonly pieces: Buffer[] }[] = [];
  const refuse = (detail: string) => fail(new Problem('too-large', detail));
  parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
    if (nameTruncated) refuse(`The name of a field has more than ${LONGEST_FIELD_NAME} bytes.`);
    if (valueTruncated) refuse(`The field ${name} has more than ${limits.fieldBytes} bytes.`);
    fields.push([name, value]);
  });
  parser.on('file', (field, bytes: Readable, { filename }) => {
    const file = { field, name: filename ?? '', pieces: [] as Buffer[] };
    files.push(file);
    bytes.on('limit', () => refuse(`The file in ${field} has more than ${limits.fileBytes} bytes.`));
    bytes.on('error', () => undefined);
    bytes.on('data', (piece: Buffer) => file.pieces.push(piece));
  });
  parser.on('filesLimit', () => refuse(`The form has more than ${limits.files} files.`));
  parser.on('fieldsLimit', () => refuse(`The form has more than ${limits.fields} fields.`));
  return () => ({
    fields,
    files: files.map(({ pieces, ...file }) => ({ ...file, bytes: Buffer.concat(pieces) })),
  });
}

/** The connection ends with the answer: what is still to come would be read, and dropped, for as long as it comes. */
function tooSlow(): Problem {
  return new Problem('too-slow', `The form was not there within ${BODY_MAY_TAKE_MS / 1_000} seconds. Send it again.`, {
    headers: { Connection: 'close' },
  });
}
