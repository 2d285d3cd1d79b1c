// `npm test -- …`: installs and builds what is missing, then runs Jest with the arguments.
import { join } from 'node:path';
import { prepareOrExit, root } from './prepare.mjs';
import { runHere } from './run-here.mjs';

await prepareOrExit();
runHere(join(root, 'node_modules', 'jest', 'bin', 'jest.js'), process.argv.slice(2));
