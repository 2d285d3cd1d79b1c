// For test/style/check-format.mjs: what .prettierrc.json says is said once.
import { readFileSync } from 'node:fs';

export default {
  ...JSON.parse(readFileSync(new URL('.prettierrc.json', import.meta.url), 'utf8')),
  sortPackageJson: false,
};
