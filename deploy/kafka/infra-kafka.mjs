// `npm run infra:kafka`: installs and builds what is missing, then runs one local broker in the foreground.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { endWithNpm } from '../../tools/bin/end-with-npm.mjs';
import { prepareOrExit, root } from '../../tools/bin/prepare.mjs';
import { say } from '../../tools/bin/say.mjs';

endWithNpm();
await prepareOrExit();
try {
  const { runLocalBroker } = createRequire(import.meta.url)(
    join(root, 'dist', 'libs', 'hosting', 'local-servers', 'kafka', 'run-local-broker.js'),
  );
  await runLocalBroker(process.argv.slice(2));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
