import { typed } from './command-name';

it.each([
  [{ npm_lifecycle_event: 'start', npm_command: 'start' }, 'npm run ledger -- tokens issue'],
  [{ npm_lifecycle_event: 'npx', npm_command: 'exec' }, 'ledger tokens issue'],
  [{}, 'ledger tokens issue'],
])('under %j a command is typed as %s', (environment, text) => expect(typed('tokens issue', environment)).toBe(text));
