import { isbot } from 'isbot';

/** What is looked at of a request for a link; nothing of it is kept. */
export interface LinkRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Headers by which browsers and proxies say that nobody asked for a page yet. */
const SPECULATIVE = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;

/** Whether a person follows a link: no robot, no look ahead, and not only a question about it. */
export function isVisit({ method, headers }: LinkRequest): boolean {
  if (method !== 'GET') return false;
  if (SPECULATIVE.some((name) => /prefetch|prerender|preview/i.test(textOf(headers[name])))) return false;
  const agent = textOf(headers['user-agent']).trim();
  return agent !== '' && !isbot(agent);
}

function textOf(value: string | readonly string[] | undefined): string {
  return typeof value === 'string' ? value : (value ?? []).join(', ');
}
