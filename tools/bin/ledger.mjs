#!/usr/bin/env node
// `npm start`, `npm run ledger -- …`: installs and builds what is missing, then runs the command.
import { join } from 'node:path';
import { endWithNpm } from './end-with-npm.mjs';
import { prepareOrExit, root } from './prepare.mjs';
import { runHere } from './run-here.mjs';

endWithNpm();
await prepareOrExit();
runHere(join(root, 'dist', 'apps', 'ledger', 'main.js'), process.argv.slice(2));
