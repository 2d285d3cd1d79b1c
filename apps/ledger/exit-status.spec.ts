import { isDiskRefusing } from './exit-status';

const failed = (code: string) => Object.assign(new Error(`${code}: write`), { code });

it.each([
  ['full', failed('ENOSPC'), true],
  ['a used-up quota', failed('EDQUOT'), true],
  ['read-only', failed('EROFS'), true],
  ['without the file, which is a defect where nobody foresaw it', failed('ENOENT'), false],
  ['not concerned', new Error('x'), false],
])('the disk is %s', (_, error, expected) => expect(isDiskRefusing(error)).toBe(expected));
