import type { ClusterUnderTest } from './cluster-under-test';

/** What a partner has to do for a first line, a fact a request. */
function firstLineOf(partner: string): { type: string; data: object }[] {
  const invoice = { invoice: `${partner}-inv`, customer: `${partner}-cus`, currency: 'USD' };
  return [
    { type: 'partner.applied', data: { partner, type: 'partner' } },
    { type: 'partner.approved', data: { partner } },
    { type: 'link.created', data: { partner, code: `${partner}-code` } },
    { type: 'customer.signed_up', data: { customer: invoice.customer, referralCode: `${partner}-code` } },
    { type: 'customer.activated', data: { customer: invoice.customer } },
    { type: 'invoice.paid', data: { ...invoice, lines: [{ line: '1', kind: 'subscription', amount: 10_000 }] } },
  ];
}

/**
 * Sends a partner's way to its first line to one instance of the gate after the other, and asks every instance of the
 * service that shows it for what followed, after the position of the last answer and at once; answers what each showed.
 */
export async function readAfterAnswers(cluster: ClusterUnderTest, partner: string): Promise<unknown[]> {
  const headers = { Authorization: `Bearer ${await cluster.adminToken()}` };
  const gates = cluster.instancesOf('referral-intake');
  let position = '';
  for (const [index, { type, data }] of firstLineOf(partner).entries()) {
    const body = JSON.stringify({
      specversion: '1.0',
      id: `${partner} ${type}`,
      source: 'read-after',
      type,
      program: 'plixo',
      data,
      time: `2026-01-1${index}T12:00:00Z`,
    });
    const { url = '' } = gates[index % gates.length] ?? {};
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      body,
      headers: { ...headers, 'Content-Type': 'application/cloudevents+json' },
    });
    const answer = (await response.json()) as { verdict: string; position: string };
    if (answer.verdict !== 'accepted') throw new Error(`${type}: ${JSON.stringify(answer)}`);
    cluster.offered += 1;
    ({ position } = answer);
  }
  const shown: unknown[] = [];
  for (const { url } of cluster.instancesOf('commission')) {
    const asked = `${url}/v1/programs/plixo/partners/${partner}/lines?after=${position}`;
    const { items = [], ...problem } = (await (await fetch(asked, { headers })).json()) as {
      items?: { amountMinor: string }[];
    };
    shown.push(items.length === 0 ? problem : items.map(({ amountMinor }) => amountMinor));
  }
  return shown;
}
