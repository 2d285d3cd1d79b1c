import { openEnvelope, sealInEnvelope } from './envelope';
import { paperKeysOf } from './paper-keys';

const keys = paperKeysOf(Buffer.alloc(32, 1));
const about = ['plixo', 'p', 'tin'];
const content = Buffer.from('123-45-6789');

describe('an envelope', () => {
  it('gives back what was sealed, each time with another key', () => {
    const [one, two] = [sealInEnvelope(keys, content, about), sealInEnvelope(keys, content, about)];
    expect(openEnvelope(keys, one, about)).toEqual(content);
    expect(openEnvelope(keys, two, about)).toEqual(content);
    expect(openEnvelope.bind(null, keys, { ...one, sealedKey: two.sealedKey }, about)).toThrow();
    expect(one.sealed.includes(content)).toBe(false);
  });

  it('is not opened with another ledger’s key, nor as one of another partner', () => {
    const sealed = sealInEnvelope(keys, content, about);
    expect(() => openEnvelope(paperKeysOf(Buffer.alloc(32, 2)), sealed, about)).toThrow();
    expect(() => openEnvelope(keys, sealed, ['plixo', 'q', 'tin'])).toThrow();
    // What lies between words is no word of its own.
    expect(() => openEnvelope(keys, sealed, ['plixo', 'p,tin'])).toThrow();
  });
});
