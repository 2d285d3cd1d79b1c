import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { personArgument } from './person-argument';

describe('--by', () => {
  it('names the same person however it was typed', () => {
    for (const typed of [' dana', 'dana ', 'dana']) expect(personArgument(typed)).toBe('dana');
    for (const typed of ['', ' ', 'da\u0000na', 'da\u200bna']) {
      expect(() => personArgument(typed)).toThrow(InvalidArgumentError);
    }
  });

  it('is read so by every command that has it', () => {
    const files = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((file) =>
      /(?<!spec)\.ts$/.test(file),
    );
    const options = files.flatMap((file) =>
      readFileSync(join(__dirname, file), 'utf8')
        .split('\n')
        .flatMap((line) => (line.includes("'--by ") ? [`${file}: ${line.trim()}`] : [])),
    );
    expect(options.length).toBeGreaterThan(20);
    expect(options.filter((line) => !line.includes('personArgument'))).toEqual([]);
  });
});
