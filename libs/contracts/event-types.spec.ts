import { GENERAL_REJECTIONS, specificRejectionsOf } from './event-rejections';
import { DATA_SCHEMAS } from './event-schemas';
import { EVENT_TYPES, isEventType, topicOf, TOPICS } from './event-types';
import { REJECTION_CODES } from './rejection-codes';

it('has a schema for every type', () => {
  expect(Object.keys(DATA_SCHEMAS).sort()).toEqual([...EVENT_TYPES].sort());
});

it('has the types of the contract on each topic', () => {
  const count = (topic: string) => EVENT_TYPES.filter((type) => topicOf(type) === topic).length;
  expect([TOPICS.checkout, TOPICS.revenue, TOPICS.partners, TOPICS.payouts].map(count)).toEqual([6, 7, 40, 11]);
});

it('knows its own types and no others', () => {
  expect(EVENT_TYPES.every(isEventType)).toBe(true);
  expect(['customer.exploded', 'constructor', ''].some(isEventType)).toBe(false);
});

it('names for every rejection an event that it can follow', () => {
  const reachable = new Set([...GENERAL_REJECTIONS, ...EVENT_TYPES.flatMap(specificRejectionsOf)]);
  expect(REJECTION_CODES.filter((code) => !reachable.has(code))).toEqual([]);
});

it('knows no partner for a change to one that neither applied nor enrolled; claims may name one', () => {
  expect(specificRejectionsOf('partner.suspended')).toEqual(['unknown_partner']);
  expect(specificRejectionsOf('partner.applied')).toEqual([]);
  expect(specificRejectionsOf('partner.approved')).not.toContain('unknown_partner');
  expect(specificRejectionsOf('link.created')).toEqual(['code_taken']);
});
