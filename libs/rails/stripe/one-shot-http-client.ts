import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import Stripe from 'stripe';

type SentHeaders = Record<string, string | number | string[]>;
type AnswerHeaders = Record<string, string | string[]>;

/** The largest answer that is read. */
const LONGEST_ANSWER = 8 * 1024 * 1024;

/**
 * Sends each request once and reads its whole answer, all within one time limit: Stripe's own client limits how long a
 * connection may be silent, so an answer that drips never ends, and sends again by itself after a connection was reset.
 * What is posted under a key that was recorded is exactly the bytes recorded.
 */
export class OneShotHttpClient extends Stripe.HttpClient {
  private readonly recorded = new Map<string, string>();

  constructor(private readonly withinMs: number) {
    super();
  }

  /** While the request under a key is made, its body is this one. */
  async withBody<T>(key: string, body: string, make: () => Promise<T>): Promise<T> {
    this.recorded.set(key, body);
    try {
      return await make();
    } finally {
      this.recorded.delete(key);
    }
  }

  override getClientName(): string {
    return 'one-shot';
  }

  override async makeRequest(
    host: string,
    port: string,
    path: string,
    method: string,
    headers: SentHeaders,
    requestData: string,
    protocol: string,
  ): Promise<WholeAnswer> {
    const key = headers['Idempotency-Key'];
    const body = (typeof key === 'string' ? this.recorded.get(key) : undefined) ?? requestData;
    const sent = { ...headers, ...(method === 'POST' ? { 'Content-Length': Buffer.byteLength(body) } : {}) };
    const send = protocol === 'http' ? httpRequest : httpsRequest;
    // A connection of its own: one that was kept may have been closed by the other side meanwhile.
    const outgoing = send({ host, port, path, method, headers: sent, agent: false });
    return this.answerTo(outgoing, body);
  }

  private answerTo(outgoing: ClientRequest, body: string): Promise<WholeAnswer> {
    return new Promise((resolve, reject) => {
      const fail = (why: string) => {
        clearTimeout(limit);
        outgoing.destroy();
        // An error with a code of Node's would be sent again.
        reject(new Error(why));
      };
      const limit = setTimeout(() => fail(`no whole answer within ${this.withinMs} ms`), this.withinMs);
      outgoing.on('error', (error) => fail(error.message));
      outgoing.on('response', (response) => {
        readWhole(response).then(
          (text) => {
            clearTimeout(limit);
            resolve(new WholeAnswer(response.statusCode ?? 0, response.headers as AnswerHeaders, text));
          },
          (error: unknown) => fail(error instanceof Error ? error.message : 'the answer broke off'),
        );
      });
      outgoing.end(body);
    });
  }
}

/** An answer that was read to its end. */
class WholeAnswer extends Stripe.HttpClientResponse {
  constructor(
    statusCode: number,
    headers: AnswerHeaders,
    private readonly text: string,
  ) {
    super(statusCode, headers);
  }

  override getRawResponse(): object {
    return { headers: this.getHeaders() };
  }

  override toStream(): never {
    throw new RangeError('an answer is read whole');
  }

  override async toJSON(): Promise<unknown> {
    return JSON.parse(this.text) as unknown;
  }
}

async function readWhole(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) throw new RangeError(`the answer is longer than ${LONGEST_ANSWER} bytes`);
    chunks.push(chunk);
  }
  if (!response.complete) throw new Error('the answer broke off');
  return Buffer.concat(chunks).toString('utf8');
}
