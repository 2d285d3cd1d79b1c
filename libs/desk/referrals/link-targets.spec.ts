import { allowedTarget, homeOf, targetRefusal, withClick } from './link-targets';

const TERMS = {
  home: 'https://www.plixo.example/',
  targets: ['https://www.plixo.example/offers', 'https://shop.plixo.example/', 'http://127.0.0.1:4000/checkout'],
};

it.each([
  ['https://www.plixo.example/offers', 'https://www.plixo.example/offers'],
  ['https://www.plixo.example/offers/', 'https://www.plixo.example/offers/'],
  ['https://www.plixo.example/offers/spring?a=1&b=%20#top', 'https://www.plixo.example/offers/spring?a=1&b=%20#top'],
  ['https://WWW.plixo.example/offers', 'https://www.plixo.example/offers'],
  ['https://shop.plixo.example', 'https://shop.plixo.example/'],
  ['http://127.0.0.1:4000/checkout?plan=x', 'http://127.0.0.1:4000/checkout?plan=x'],
])('lets a link lead to %s', (target, address) => {
  expect(allowedTarget(TERMS, target)).toBe(address);
});

it.each([
  '//evil.example/',
  '///evil.example/',
  '/\\evil.example/',
  'https:evil.example',
  'https://www.plixo.example/offersale',
  'https://www.plixo.example/',
  'https://www.plixo.example/offers/../admin',
  'https://www.plixo.example/offers/%2e%2e/admin',
  'https://www.plixo.example@evil.example/offers',
  'https://www.plixo.example:pass@www.plixo.example/offers',
  'https://www.plixo.example.evil.example/offers',
  'https://www.plixo.example:8443/offers',
  'http://www.plixo.example/offers',
  'https://evil.example/https://www.plixo.example/offers',
  'https://www.plixo.example\\@evil.example/offers',
  'https://www.plixo.example/offers\r\nSet-Cookie: a=b',
  'https://www.plixo.example/offers\n',
  ' https://www.plixo.example/offers',
  '\thttps://www.plixo.example/offers',
  'https://www.plixo\u3002example/offers',
  'https://www.plix\u043e.example/offers',
  'https://www.plixo.example/offers/\u202e',
  'javascript:alert(1)',
  'JaVaScRiPt://www.plixo.example/offers%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'blob:https://www.plixo.example/offers',
  'offers',
  '',
  `https://www.plixo.example/offers/${'a'.repeat(2_000)}`,
])('lets no link lead to %j', (target) => {
  expect(allowedTarget(TERMS, target)).toBeNull();
});

it('lets no link name a page where the terms name none', () => {
  expect(allowedTarget(null, 'https://www.plixo.example/offers')).toBeNull();
  expect(allowedTarget({ home: TERMS.home, targets: [] }, TERMS.home)).toBeNull();
  expect(targetRefusal('plixo', null)).toContain('leave target out');
  expect(targetRefusal('plixo', TERMS)).toContain(TERMS.targets.join(', '));
});

it('adds the click to an address, in the place of another, and changes nothing else of it', () => {
  expect(withClick('https://a.example/', 'c1')).toBe('https://a.example/?clickId=c1');
  expect(withClick('https://a.example/b?x=1+2&y=%20#top', 'c1')).toBe('https://a.example/b?x=1+2&y=%20&clickId=c1#top');
  expect(withClick('https://a.example/?clickId=old&x', 'c1')).toBe('https://a.example/?x&clickId=c1');
  expect(withClick('https://a.example/', 'a&b=c#d')).toBe('https://a.example/?clickId=a%26b%3Dc%23d');
});

it('has a home only where the terms name one', () => {
  expect(homeOf(TERMS)).toBe('https://www.plixo.example/');
  expect(homeOf({ ...TERMS, home: null })).toBeNull();
  expect(homeOf(null)).toBeNull();
});
