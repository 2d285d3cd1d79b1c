import { hash } from 'node:crypto';

const NAMESPACE = Buffer.from('6f2a8a5e4a544a3c9d0b1c8f1f0d7a11', 'hex');
/** The two bits that RFC 9562 sets where the variant is told. */
const VARIANTS = '89ab';

/**
 * The id of a recorded event, from what it is about: the same event gets the same id however often it is decided.
 * A UUID of version 5: SHA-1 of namespace and name.
 */
export function eventIdOf(name: string): string {
  const digest = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(name)]), 'hex');
  const variant = VARIANTS.charAt(Number.parseInt(digest.charAt(16), 16) % 4);
  const [low, middle, high] = [digest.slice(0, 8), digest.slice(8, 12), digest.slice(13, 16)];
  return `${low}-${middle}-5${high}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
