import { parse, v5 } from 'uuid';

const NAMESPACE = parse('6f2a8a5e-4a54-4a3c-9d0b-1c8f1f0d7a11');

/** The id of a recorded event, from what it is about: the same event gets the same id however often it is decided. */
export function eventIdOf(name: string): string {
  return v5(name, NAMESPACE);
}
