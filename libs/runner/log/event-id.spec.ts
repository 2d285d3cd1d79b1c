import fc from 'fast-check';
import { v5 } from 'uuid';
import { eventIdOf } from './event-id';

it('is the UUID of version 5 of its name', () => {
  const namespace = '6f2a8a5e-4a54-4a3c-9d0b-1c8f1f0d7a11';
  expect(eventIdOf('plixo/1')).toBe(v5('plixo/1', namespace));
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (name) => expect(eventIdOf(name)).toBe(v5(name, namespace))));
});
