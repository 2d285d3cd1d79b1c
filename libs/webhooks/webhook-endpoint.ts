import { OUTPUT_TYPES } from '@ledger/contracts/public-outputs';
import { isSafeAddress } from '@ledger/machine/is-loopback';

/** Somewhere that outputs are posted to. */
export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  /** `whsec_` and the key that its requests are signed with. */
  readonly secret: string;
  /** Of this program alone; null: of all. */
  readonly program: string | null;
  /** Types of outputs, such as `payout.paid`, `payout.*` or `*`. */
  readonly types: readonly string[];
  /** The position of the log up to which its outputs are noted for delivery. */
  readonly readTo: bigint;
}

/** Whether an endpoint wants an output. */
export function wants(
  { program, types }: Pick<WebhookEndpoint, 'program' | 'types'>,
  output: { readonly program: string; readonly type: string },
): boolean {
  if (program !== null && program !== output.program) return false;
  return types.some((pattern) => matches(pattern, output.type));
}

/** Whether there is a type of output that a pattern names. */
export function namesAType(pattern: string): boolean {
  return OUTPUT_TYPES.some(({ type }) => matches(pattern, type));
}

/** Why outputs cannot be posted to an address; null: they can. Only to this machine may they go unencrypted. */
export function whyNoEndpoint(url: string): string | null {
  if (!URL.canParse(url)) return 'is no address, such as https://example.com/hooks';
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') return 'has a user or a password in it: requests are signed instead';
  return isSafeAddress(url) ? null : 'must begin with https://, unless it is on this machine';
}

function matches(pattern: string, type: string): boolean {
  if (pattern === '*') return true;
  return pattern.endsWith('.*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}
