import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_DOCS, eventDocs, eventDocsAreCurrent } from './event-docs';

/** `npm run docs:events [-- --check]`: writes docs/events.md, or fails where it is not what the schemas say. */
function main(projectFolder: string, check: boolean): void {
  if (!check) {
    writeFileSync(join(projectFolder, EVENT_DOCS), eventDocs(projectFolder));
  } else if (!eventDocsAreCurrent(projectFolder)) {
    process.stderr.write(`${EVENT_DOCS} is not what the schemas in libs/contracts say: run \`npm run docs:events\`\n`);
    process.exitCode = 1;
  }
}

main(process.cwd(), process.argv.includes('--check'));
