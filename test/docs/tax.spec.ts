import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTaxRules, TAX_RULES } from '@ledger/documents/tax/tax-rules';

it('docs/tax.md names the rules that hold unless told otherwise, in a form that is read', () => {
  const page = readFileSync(join(process.cwd(), 'docs/tax.md'), 'utf8');
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  expect(readTaxRules(JSON.parse(json))).toEqual({ ok: true, rules: TAX_RULES });
});
