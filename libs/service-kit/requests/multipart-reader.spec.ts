import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { DEFAULT_HTTP_SETTINGS } from '../http-settings';
import { BodyReader } from './body-reader';
import { MultipartReader, type SentForm } from './multipart-reader';

const FILE_BYTES = 100_000;
const LIMITS = { files: 2, fileBytes: FILE_BYTES, fields: 2, fieldBytes: 20 };

interface Part {
  readonly name: string;
  readonly file?: string;
  readonly value: string | Buffer;
}

function form(...parts: Part[]): Buffer {
  const pieces = parts.flatMap(({ name, file, value }) => [
    `--b\r\nContent-Disposition: form-data; name="${name}"${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n`,
    value,
    '\r\n',
  ]);
  return Buffer.concat([...pieces, '--b--\r\n'].map((piece) => Buffer.from(piece)));
}

function sent(body: Buffer, headers: IncomingMessage['headers'] = {}): IncomingMessage {
  const stream = new PassThrough();
  stream.end(body);
  return Object.assign(stream, {
    headers: { 'content-type': 'multipart/form-data; boundary=b', ...headers },
  }) as unknown as IncomingMessage;
}

function read(request: IncomingMessage, maxBodyBytesInFlight = DEFAULT_HTTP_SETTINGS.maxBodyBytesInFlight) {
  const bodies = new BodyReader({ ...DEFAULT_HTTP_SETTINGS, maxBodyBytesInFlight });
  const held: number[] = [];
  const use = (given: SentForm) => {
    held.push(bodies.budget.inFlightBytes);
    return Promise.resolve(given);
  };
  const answer = new MultipartReader(bodies).withForm(request, LIMITS, use).catch((error: unknown) => error);
  return answer.then((result) => ({ result, held, left: bodies.budget.inFlightBytes }));
}

it('is fields and files, whose bytes are held while they are used and no longer', async () => {
  const body = form(
    { name: 'email', value: 'ä@x' },
    { name: 'proof', file: 'Beleg ä.pdf', value: Buffer.alloc(70_000, 1) },
  );
  const { result, held, left } = await read(sent(body));
  expect(result).toEqual({
    fields: [['email', 'ä@x']],
    files: [{ field: 'proof', name: 'Beleg ä.pdf', bytes: Buffer.alloc(70_000, 1) }],
  });
  expect([held, left]).toEqual([[body.length], 0]);
});

it.each([
  ['a file too large', form({ name: 'a', file: 'a', value: Buffer.alloc(FILE_BYTES + 1) }), 'The file in a has more'],
  ['a field too large', form({ name: 'a', value: 'x'.repeat(21) }), 'The field a has more than 20 bytes.'],
  [
    'too many files',
    form(...['a', 'b', 'c'].map((name) => ({ name, file: name, value: 'x' }))),
    'The form has more than 2 files.',
  ],
  [
    'too many fields',
    form(...['a', 'b', 'c'].map((name) => ({ name, value: 'x' }))),
    'The form has more than 2 fields.',
  ],
  ['too much in all', Buffer.alloc(2 * FILE_BYTES + 100_000, '\r\n'), 'The form has more than 220520 bytes'],
])('is refused with %s, and nothing of it stays held', async (_what, body, detail) => {
  const { result, held, left } = await read(sent(body));
  expect(result).toMatchObject({ kind: 'too-large', detail: expect.stringContaining(detail) });
  expect([held, left]).toEqual([[], 0]);
});

it('is told apart from what is no form, or half of one', async () => {
  const whole = form({ name: 'a', value: 'x' });
  expect((await read(sent(whole, { 'content-type': 'application/json' }))).result).toMatchObject({
    kind: 'unsupported-media-type',
  });
  for (const request of [
    sent(whole.subarray(0, -8)),
    sent(Buffer.from('no form at all')),
    sent(whole, { 'content-type': 'multipart/form-data' }),
    sent(whole, { 'content-encoding': 'gzip' }),
  ]) {
    expect((await read(request)).result).toMatchObject({ kind: 'malformed-body' });
  }
});

it('waits for nobody whose bodies take all that there is', async () => {
  const body = form({ name: 'a', file: 'a', value: Buffer.alloc(600) });
  const bodies = new BodyReader({ ...DEFAULT_HTTP_SETTINGS, maxBodyBytesInFlight: 1_000 });
  const reader = new MultipartReader(bodies);
  await reader.withForm(sent(body), LIMITS, async () => {
    const second = await reader.withForm(sent(body), LIMITS, () => Promise.resolve()).catch((error: unknown) => error);
    expect(second).toMatchObject({ kind: 'unavailable' });
  });
  await expect(reader.withForm(sent(body), LIMITS, () => Promise.resolve('taken'))).resolves.toBe('taken');
});
