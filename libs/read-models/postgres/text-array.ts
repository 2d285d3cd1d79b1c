import { binaryArray, ELEMENTS } from '@ledger/event-store/postgres/binary-array';
import { encodeText } from './text-codec';

/** Texts as one parameter of a statement, a `text[]`. */
export function textArray(texts: readonly string[]): Buffer {
  return binaryArray(ELEMENTS.text, texts.map(encodeText));
}
