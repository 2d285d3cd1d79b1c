import { isVisit } from './visits';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';

const visit = (headers: Record<string, string> = {}, method = 'GET') =>
  isVisit({ method, headers: { 'user-agent': BROWSER, ...headers } });

it('counts a browser that follows a link', () => {
  expect(visit()).toBe(true);
  expect(visit({ 'sec-purpose': '' })).toBe(true);
});

it.each([
  ['Googlebot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
  ['a preview of a messenger', 'WhatsApp/2.23.20.0'],
  ['a preview of a workspace', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)'],
  ['a command', 'curl/8.5.0'],
  ['who does not say what it is', ''],
])('does not count %s', (_, agent) => {
  expect(visit({ 'user-agent': agent })).toBe(false);
});

it.each([
  ['sec-purpose', 'prefetch'],
  ['sec-purpose', 'prefetch;prerender'],
  ['purpose', 'prefetch'],
  ['x-purpose', 'preview'],
  ['x-moz', 'prefetch'],
])('does not count a look ahead: %s: %s', (name, value) => {
  expect(visit({ [name]: value })).toBe(false);
});

it('does not count a question about a link', () => {
  expect(visit({}, 'HEAD')).toBe(false);
});
