import { isDeskTokenOf, makeDeskToken, readDeskToken } from './desk-token';

describe('a token of the desk', () => {
  it.each(['plp', 'plk'] as const)('%s: names itself, and is known by its hash', (prefix) => {
    const { id, text, hash } = makeDeskToken(prefix);
    expect(readDeskToken(text)).toEqual({ prefix, id });
    expect(isDeskTokenOf(text, hash)).toBe(true);
    expect(isDeskTokenOf(makeDeskToken(prefix).text, hash)).toBe(false);
  });

  it('is not read when a digit was typed wrongly, or two were swapped', () => {
    const { text } = makeDeskToken('plk');
    const typed = text.slice(0, 20) + (text[20] === 'a' ? 'b' : 'a') + text.slice(21);
    expect(readDeskToken(typed)).toBeNull();
    expect(readDeskToken(text.replace('plk_', 'plp_'))).toBeNull();
  });

  it.each(['', 'plk_', 'plk_short', 'ledger_admin_0123456789abcdef_x'])('is not %p', (text) => {
    expect(readDeskToken(text)).toBeNull();
  });
});
