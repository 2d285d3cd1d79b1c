import { binaryEvent, isJsonMediaType } from './binary-mode';

const attributes = [
  ['specversion', '1.0'],
  ['id', 'e1'],
  ['data', 'of a header'],
] as const;

it('is the event in structured mode', () => {
  const event = { specversion: '1.0', id: 'e1', data: { customer: 'a' } };
  expect(binaryEvent(attributes, 'application/json; charset=utf-8', { customer: 'a' })).toEqual(event);
  expect(binaryEvent(attributes, undefined, { customer: 'a' })).toEqual(event);
});

it('has no data where there is no body, and says what data is that is no JSON', () => {
  expect(binaryEvent(attributes, undefined, undefined)).toEqual({ specversion: '1.0', id: 'e1' });
  expect(binaryEvent(attributes, 'text/plain', 'x')).toMatchObject({ datacontenttype: 'text/plain', data: 'x' });
});

it.each([
  ['application/json', true],
  [' Application/JSON ; charset=utf-8', true],
  ['application/vnd.acme.order+json', true],
  ['text/json', true],
  ['application/jsonlines', false],
  ['application/x-ndjson', false],
  ['text/plain', false],
  ['', false],
])('says of %j whether it is JSON', (contentType, expected) => {
  expect(isJsonMediaType(contentType)).toBe(expected);
});
