import 'reflect-metadata';
import { apiDocs, staleApiDocs, writeApiDocs } from './api-docs';

/** `npm run docs:api [-- --check]`: writes the descriptions of the interfaces, or fails where they are out of date. */
async function main(projectFolder: string, check: boolean): Promise<void> {
  const files = await apiDocs(projectFolder);
  if (!check) return writeApiDocs(projectFolder, files);
  const stale = staleApiDocs(projectFolder, files);
  if (stale.length === 0) return;
  process.stderr.write(`not what the schemas say (run \`npm run docs:api\`): ${stale.join(', ')}\n`);
  process.exitCode = 1;
}

void main(process.cwd(), process.argv.includes('--check'));
