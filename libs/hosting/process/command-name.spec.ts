import { shellWord, typed } from './command-name';

it.each([
  [{ npm_lifecycle_event: 'start', npm_command: 'start' }, 'npm run ledger -- tokens issue'],
  [{ npm_lifecycle_event: 'npx', npm_command: 'exec' }, 'ledger tokens issue'],
  [{}, 'ledger tokens issue'],
])('under %j a command is typed as %s', (environment, text) => expect(typed('tokens issue', environment)).toBe(text));

it.each([
  ['plixo-2.yaml', 'plixo-2.yaml'],
  ['my terms.yaml', "'my terms.yaml'"],
  ["O'Brien", String.raw`'O'\''Brien'`],
  ['$HOME', "'$HOME'"],
  ['', "''"],
])('types %j in a shell as %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});
