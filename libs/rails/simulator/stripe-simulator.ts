import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instant } from '@ledger/kernel/instant';
import { cut, drip, send, sendHtml502, textOf } from './answer-over-http';
import { LoopbackServer } from './loopback-server';
import { accountAnswer, balanceAnswer, listAnswer, transferAnswer } from './look-up-answers';
import { accountsAnswer, completeAccount, linkAnswer, makeAccount } from './simulated-onboarding';
import { SimulatedStripe, type Platform } from './simulated-stripe';
import type { TransferFault } from './transfer-fault';
import { errorAnswer, type WireAnswer } from './wire-answer';

/** A request that is at work until it is let go on. */
interface Held {
  readonly key: string;
  readonly body: string;
}

/** Stripe on loopback: its wire format over the books of a simulated platform, with faults as they are asked for. */
export class StripeSimulator {
  readonly books: SimulatedStripe;
  /** What befalls the next requests for a transfer, in turn; null: nothing. */
  readonly faults: (TransferFault | null)[] = [];
  /** All requests for a transfer, in the order in which they arrived. */
  readonly seen: { readonly key: string; readonly body: string }[] = [];
  private readonly held: Held[] = [];
  private readonly server: LoopbackServer;

  private base = '';

  constructor(
    private readonly now: () => Instant,
    platform: Partial<Platform> = {},
  ) {
    this.books = new SimulatedStripe(now, platform);
    this.server = new LoopbackServer((request, response) => void this.answer(request, response));
  }

  /** Listens on this machine alone; answers the address. */
  async listen(): Promise<string> {
    this.base = await this.server.listen();
    return this.base;
  }

  close(): Promise<void> {
    return this.server.close();
  }

  /** Lets all that is held at work go on: it is made now, long after its sender gave up. */
  letGoOn(): void {
    for (const { key, body } of this.held.splice(0)) {
      if (this.books.remembered(key, body) === null) this.books.transfer(key, body);
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (request.method === 'POST' && url.pathname === '/v1/transfers') {
      const body = await textOf(request);
      const key = String(request.headers['idempotency-key'] ?? '');
      this.seen.push({ key, body });
      this.answerTransfer(key, body, response);
      return;
    }
    if (request.method === 'POST') {
      const key = String(request.headers['idempotency-key'] ?? '');
      return send(response, this.onboard(url, key, await textOf(request)));
    }
    send(response, this.lookUp(url));
  }

  private onboard(url: URL, key: string, body: string): WireAnswer {
    if (url.pathname === '/v1/accounts') return makeAccount(this.books, key, body);
    if (url.pathname !== '/v1/account_links') return unknownAddress(url);
    return linkAnswer(this.books, body, { base: this.base, nowS: Math.floor(this.now() / 1_000) });
  }

  private lookUp(url: URL): WireAnswer {
    const [, version, kind = '', id] = url.pathname.split('/');
    if (version === 'setup') return completeAccount(this.books, kind);
    if (version !== 'v1') return unknownAddress(url);
    if (kind === 'transfers')
      return id === undefined ? listAnswer(this.books, url.searchParams) : transferAnswer(this.books, id);
    if (kind === 'accounts') return id === undefined ? accountsAnswer(this.books) : accountAnswer(this.books, id);
    return kind === 'balance' ? balanceAnswer(this.books) : unknownAddress(url);
  }

  private answerTransfer(key: string, body: string, response: ServerResponse): void {
    const fault = this.faults.shift() ?? this.books.faultOf(body);
    if (fault === 'rate_limited')
      return send(response, errorAnswer(429, 'invalid_request_error', 'rate_limit', 'Too many requests'));
    if (fault === 'html_502') return sendHtml502(response);
    if (fault === 'dropped') return void response.socket?.destroy();
    const known = this.books.remembered(key, body);
    if (known !== null) return send(response, known);
    if (this.held.some((each) => each.key === key)) {
      const why = 'There is currently another in-progress request using this Idempotent Key';
      return send(response, errorAnswer(409, 'idempotency_error', 'idempotency_key_in_use', why));
    }
    if (fault === 'held') return void this.held.push({ key, body });
    if (fault === 'only_500') return this.answer500(key, body, response);
    const made = this.books.transfer(key, body);
    this.answerMade(fault, { key, body, made }, response);
  }

  private answerMade(
    fault: TransferFault | null,
    { key, body, made }: { readonly key: string; readonly body: string; readonly made: WireAnswer },
    response: ServerResponse,
  ): void {
    switch (fault) {
      case 'made_then_500':
        return this.answer500(key, body, response);
      case 'made_then_dropped':
        return void response.socket?.destroy();
      case 'made_then_silent':
        return;
      case 'made_then_cut':
        return cut(response, made);
      case 'made_then_drips':
        return drip(response, made);
      default:
        return send(response, made);
    }
  }

  private answer500(key: string, body: string, response: ServerResponse): void {
    const answer = errorAnswer(500, 'api_error', null, 'An unknown error occurred');
    this.books.remember(key, body, answer);
    send(response, answer);
  }
}

function unknownAddress(url: URL): WireAnswer {
  return errorAnswer(404, 'invalid_request_error', null, `Unrecognized request URL (${url.pathname})`);
}
