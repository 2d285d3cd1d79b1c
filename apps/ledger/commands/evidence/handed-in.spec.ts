import { basename } from 'node:path';
import { UserError } from '@ledger/hosting/process/user-error';
import { handedIn } from './handed-in';

const textOf = (given: string) => {
  const { name, bytes } = handedIn(given);
  return { name, text: bytes.toString() };
};

describe('--evidence', () => {
  it('is a file that is there', () => {
    const { name, text } = textOf(__filename);
    expect(name).toBe(basename(__filename));
    expect(text).toContain('is a file that is there');
  });

  it.each(['letter of 3 March', 'ticket 41', 'said so. Twice.', 'at 4.50 each'])('is otherwise a text: %s', (text) => {
    expect(textOf(text)).toEqual({ name: null, text });
  });

  it.each(['/nonexistent/file.pdf', 'case-7.pdf', './goals', 'C:\\goals', 'goals.docx'])(
    'is no text where it reads like a file that is not there: %s',
    (given) => {
      expect(() => handedIn(given)).toThrow(/there is no such file; where these are words, write them as "text:/);
      expect(textOf(`text:${given}`)).toEqual({ name: null, text: given });
    },
  );

  it.each(['', '  ', 'text:', 'text: ', __dirname])('is not %j', (given) => {
    expect(() => handedIn(given)).toThrow(UserError);
  });
});
