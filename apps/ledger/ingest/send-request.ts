import { UserError } from '@ledger/hosting/process/user-error';

/** Where events are sent. */
export interface Receiver {
  readonly url: string;
  readonly token: string;
  /** The events are a log that is restored, ticks of its clock included. */
  readonly restores?: boolean;
}

export interface LinesRequest {
  readonly path: string;
  /** NDJSON. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const TOO_LARGE = 413;

/** Sends events in one request. Throws UserError, one line, where nobody answers, or not as a ledger does. */
export async function sendRequest(
  { url, token, restores = false }: Receiver,
  { path, body, headers = {} }: LinesRequest,
): Promise<{ readonly status: number; readonly answer: unknown }> {
  const restoring: Record<string, string> = restores ? { 'ledger-restore': 'true' } : {};
  const { status, text, contentType } = await posted(url, path, {
    body,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', ...restoring, ...headers },
  });
  const answer = parsed(text);
  // What is too large may be refused by a proxy, which says so in its own way.
  if (answer !== undefined || status === TOO_LARGE) return { status, answer };
  throw new UserError(`${url} answered status ${status} and no JSON (${contentType}): is it the ledger’s address?`);
}

async function posted(url: string, path: string, { body, headers }: Required<Omit<LinesRequest, 'path'>>) {
  try {
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body });
    const contentType = response.headers.get('content-type') ?? 'no content type';
    return { status: response.status, text: await response.text(), contentType };
  } catch (error) {
    throw new UserError(`${url} cannot be reached: ${reason(error)}`);
  }
}

/** Undefined: no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What an answer with problem details says; else its status. */
export function problemText(answer: unknown, status: number): string {
  const problem =
    typeof answer === 'object' && answer !== null ? (answer as { title?: unknown; detail?: unknown }) : {};
  const parts = [problem.title, problem.detail].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? `status ${status}` : parts.join(': ');
}

/** `fetch` says only that it failed; why is in the cause. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
