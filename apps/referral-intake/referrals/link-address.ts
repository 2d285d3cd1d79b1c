import type { Request } from 'express';
import type { HttpSettings } from '@ledger/service-kit/http-settings';

/** The address of a link as it is given to people: where they reach the ledger, or else where this request came. */
export function linkAddress(
  { publicUrl }: Pick<HttpSettings, 'publicUrl'>,
  request: Request,
  { program, code }: { readonly program: string; readonly code: string },
): string {
  const base = publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
  return `${base.replace(/\/+$/, '')}/r/${encodeURIComponent(program)}/${encodeURIComponent(code)}`;
}
