import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface AsyncApi {
  readonly channels: Record<string, { readonly address: string; readonly messages: Record<string, unknown> }>;
}

const ROOT = join(__dirname, '../..');
const GUIDE = readFileSync(join(ROOT, 'docs/producing-events.md'), 'utf8');
const { channels } = JSON.parse(readFileSync(join(ROOT, 'docs/asyncapi.json'), 'utf8')) as AsyncApi;
const OUTPUTS = ['referral-intake', 'attribution', 'partner-status', 'commission', 'payout'];

it.each(OUTPUTS)('the producers’ guide lists every event that %s puts out', (service) => {
  const channel = channels[service];
  if (channel === undefined) throw new Error(`asyncapi.json has no channel ${service}`);
  const [row = ''] = GUIDE.split('\n').filter((line) => line.startsWith(`| \`${channel.address}\``));
  const named = [...row.matchAll(/`([a-z_]+\.[a-z_]+)`/g)].map(([, name]) => name);
  const messages = Object.keys(channel.messages).map((name) => name.replace(/^output\./, ''));
  expect(named.sort()).toEqual(messages.sort());
});
