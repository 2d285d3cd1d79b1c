// `npm run bench -- …`: builds what is missing (the services of a cluster run from the build), then measures.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { prepareOrExit, root } from '../../tools/bin/prepare.mjs';
import { runHere } from '../../tools/bin/run-here.mjs';

await prepareOrExit();
createRequire(import.meta.url)('../support/run-typescript.cjs');
runHere(join(root, 'test', 'bench', 'bench.ts'), process.argv.slice(2));
