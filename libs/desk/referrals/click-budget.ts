/** So many clicks of one address count in a minute. */
export const MOST_CLICKS_A_MINUTE = 30;
const MINUTE_MS = 60_000;
const MOST_ADDRESSES = 10_000;

interface Counted {
  readonly since: number;
  clicks: number;
}

/**
 * Counts the clicks of addresses, in memory alone and for a minute, so that one visitor cannot fill the log. Of too many
 * addresses, those that came first are forgotten.
 */
export class ClickBudget {
  private readonly counted = new Map<string, Counted>();

  /** `nowMs`: of any clock that goes on. */
  constructor(private readonly nowMs: () => number) {}

  /** Takes a click of an address; false: it has had its share of this minute. */
  take(address: string): boolean {
    const [place, now] = [networkOf(address), this.nowMs()];
    const known = this.counted.get(place);
    if (known !== undefined && now - known.since < MINUTE_MS) {
      known.clicks += 1;
      return known.clicks <= MOST_CLICKS_A_MINUTE;
    }
    this.counted.delete(place);
    const [first] = this.counted.keys();
    if (this.counted.size >= MOST_ADDRESSES && first !== undefined) this.counted.delete(first);
    this.counted.set(place, { since: now, clicks: 1 });
    return true;
  }
}

/** Of IPv6, a household has a whole network. */
function networkOf(address: string): string {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  return [...groups, ...Array<string>(missing).fill('0'), ...(tail ?? '').split(':')].slice(0, 4).join(':');
}

const OWN_NETWORK = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|::1$|f[cd][0-9a-f]{2}:|fe80:)/i;

/** Whose click it is: of the peer, or, where that is a proxy of our own network, of whom it names last. */
export function visitorOf(peer: string, forwardedFor: string | undefined): string {
  if (forwardedFor === undefined || !OWN_NETWORK.test(peer.replace(/^::ffff:/i, ''))) return peer;
  return forwardedFor.split(',').at(-1)?.trim() || peer;
}
