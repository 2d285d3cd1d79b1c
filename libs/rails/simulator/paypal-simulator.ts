import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Instant } from '@ledger/kernel/instant';
import { cut, drip, send, sendHtml502, textOf } from './answer-over-http';
import { LoopbackServer } from './loopback-server';
import { batchAnswer, itemAnswer, paypalError } from './paypal-answers';
import { PayPalSignatures } from './paypal-signatures';
import { PayPalWebhooks } from './paypal-webhooks';
import { SimulatedPayPal, type PayPalAccount } from './simulated-paypal';
import type { TransferFault } from './transfer-fault';
import type { WireAnswer } from './wire-answer';

const TOKEN_SECONDS = 32_400;

/** PayPal Payouts on loopback: its wire format over the books of a simulated account, with faults as they are asked for. */
export class PayPalSimulator {
  readonly books: SimulatedPayPal;
  /** What befalls the next orders, in turn; null: nothing. */
  readonly faults: (TransferFault | null)[] = [];
  /** All orders, as they arrived. */
  readonly seen: string[] = [];
  /** How many tokens were given. */
  tokens = 0;
  readonly webhooks: PayPalWebhooks;
  private readonly signatures = new PayPalSignatures();
  private readonly held: string[] = [];
  private readonly server: LoopbackServer;
  private letsIn = 0;

  constructor(
    now: () => Instant,
    { timesTold, ...account }: Partial<PayPalAccount> & { readonly timesTold?: (receiver: string) => number } = {},
  ) {
    this.webhooks = new PayPalWebhooks(this.signatures, now, timesTold);
    this.books = new SimulatedPayPal(now, { onStatus: (item) => this.webhooks.tell(item), ...account });
    this.server = new LoopbackServer((request, response) => void this.answer(request, response));
  }

  /** Listens on this machine alone; answers the address. */
  listen(): Promise<string> {
    return this.server.listen();
  }

  close(): Promise<void> {
    return this.server.close();
  }

  /** Lets all that is held at work go on: it is made now, long after its sender gave up. */
  letGoOn(): void {
    for (const body of this.held.splice(0)) this.books.order(body);
  }

  /** No token that was given lets anything in any more. */
  endTokens(): void {
    this.letsIn = this.tokens + 1;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = await textOf(request);
    if (pathname === '/v1/oauth2/token') return send(response, this.token(request));
    const [, number] = /^Bearer token-(\d+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (number === undefined || Number(number) < this.letsIn) {
      return send(response, paypalError(401, 'AUTHENTICATION_FAILURE', 'Authentication failed.'));
    }
    if (request.method === 'POST' && pathname === '/v1/payments/payouts') return this.order(body, response);
    if (pathname === '/v1/notifications/verify-webhook-signature') return send(response, this.verdict(body));
    send(response, this.lookUp(pathname));
  }

  private token({ headers }: IncomingMessage): WireAnswer {
    if (!(headers.authorization ?? '').startsWith('Basic ')) {
      return { status: 401, headers: {}, body: JSON.stringify({ error: 'invalid_client' }) };
    }
    this.tokens += 1;
    const token = { access_token: `token-${this.tokens}`, token_type: 'Bearer', expires_in: TOKEN_SECONDS };
    return { status: 200, headers: {}, body: JSON.stringify(token) };
  }

  private verdict(question: string): WireAnswer {
    const verdict = { verification_status: this.signatures.judge(question) };
    return { status: 200, headers: {}, body: JSON.stringify(verdict) };
  }

  private lookUp(pathname: string): WireAnswer {
    const [, kind, id = ''] = /^\/v1\/payments\/(payouts|payouts-item)\/([^/]+)$/.exec(pathname) ?? [];
    const found = this.books.lookAt(kind === 'payouts' ? 'batch' : 'item', id);
    if (found === null) return paypalError(404, 'RESOURCE_NOT_FOUND', 'The specified resource does not exist.');
    return kind === 'payouts' ? batchAnswer(found) : itemAnswer(found);
  }

  private order(body: string, response: ServerResponse): void {
    this.seen.push(body);
    const fault = this.faults.shift() ?? this.books.faultOf(body);
    switch (fault) {
      case 'rate_limited':
        return send(response, paypalError(429, 'RATE_LIMIT_REACHED', 'Too many requests.'));
      case 'html_502':
        return sendHtml502(response);
      case 'dropped':
        return void response.socket?.destroy();
      case 'only_500':
        return send(response, error500());
      case 'held':
        return void this.held.push(body);
      default:
        return answerMade(fault, this.books.order(body), response);
    }
  }
}

function answerMade(fault: TransferFault | null, made: WireAnswer, response: ServerResponse): void {
  switch (fault) {
    case 'made_then_500':
      return send(response, error500());
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

function error500(): WireAnswer {
  return paypalError(500, 'INTERNAL_SERVER_ERROR', 'An internal server error occurred.');
}
