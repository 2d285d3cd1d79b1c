import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const root = join(__dirname, '..', '..');
const folders = ['libs/kernel', 'libs/stages', 'test/rules'];
const ENTRY =
  /^- \*\*(R-[A-Z]+-\d\d)\*\* (.+) \((.+)\)\n {2}In \[.+\]\(\.\.\/(.+)\); proven by\s+\[((?:.|\n)+?)\]\(\.\.\/(.+)\)\.$/gm;
const TITLE = /'(R-[A-Z]+-\d\d): ((?:[^'\\\n]|\\.)*)'/g;

interface Entry {
  readonly id: string;
  readonly implementedIn: string;
  readonly title: string;
  readonly spec: string;
}

/** The rules of docs/rules.md, line breaks and escapes of Markdown undone. */
function entries(): Entry[] {
  const text = readFileSync(join(root, 'docs', 'rules.md'), 'utf8');
  return [...text.matchAll(ENTRY)].map(([, id = '', , , implementedIn = '', title = '', spec = '']) => ({
    id,
    implementedIn,
    title: title.replace(/\s+/g, ' ').replace(/\\(?=[\W_])/g, ''),
    spec,
  }));
}

/** Every spec beside the rules with the titles that carry the number of a rule: `R-ATT-01: the first …`. */
function titledTests(): Map<string, Set<string>> {
  const specs = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.spec.ts'))
      .map((file) => join(folder, file)),
  );
  return new Map(specs.map((spec) => [spec, titlesIn(readFileSync(join(root, spec), 'utf8'))]));
}

function titlesIn(text: string): Set<string> {
  return new Set([...text.matchAll(TITLE)].map(([, id, title]) => `${id}: ${title}`));
}

describe('docs/rules.md', () => {
  const rules = entries();
  const tests = titledTests();

  it('has an entry for every number that it prints in bold, each once', () => {
    const bold = readFileSync(join(root, 'docs', 'rules.md'), 'utf8').match(/\*\*R-[A-Z]+-\d\d\*\*/g);
    expect(rules.map(({ id }) => `**${id}**`)).toEqual(bold);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(rules.length).toBeGreaterThan(300);
  });

  it('names files that exist', () => {
    const missing = rules.filter(({ implementedIn }) => !existsSync(join(root, implementedIn)));
    expect(missing.map(({ id, implementedIn }) => `${id}: ${implementedIn}`)).toEqual([]);
  });

  it('names for each rule a test that exists and carries its number', () => {
    const missing = rules.filter(
      ({ id, spec, title }) => !tests.get(relative(root, join(root, spec)))?.has(`${id}: ${title}`),
    );
    expect(missing.map(({ id, spec, title }) => `${id}: ${title} in ${spec}`)).toEqual([]);
  });

  it('knows every number that a test carries', () => {
    const known = new Set(rules.map(({ id }) => id));
    const carried = [...tests.values()].flatMap((titles) => [...titles].map((title) => title.split(':')[0]));
    expect(carried.filter((id) => id === undefined || !known.has(id))).toEqual([]);
  });

  it('names every rejection, every reason of a line, of a lost claim and of unpaid money of the contract', () => {
    const text = readFileSync(join(root, 'docs', 'rules.md'), 'utf8');
    expect(NAMED_BY_THE_CONTRACT.filter((word) => !text.includes(`\`${word}\``))).toEqual([]);
  });
});

/** Words of contract.md, sections 1 and 2. */
const NAMED_BY_THE_CONTRACT = [
  'schema_invalid',
  'unknown_program',
  'id_reused',
  'unknown_type',
  'not_in_program',
  'unknown_partner',
  'invoice_conflict',
  'refund_conflict',
  'dispute_conflict',
  'deal_conflict',
  'referral_conflict',
  'not_applied',
  'enrolment_not_allowed',
  'requirements_unmet',
  'tier_required',
  'registered_too_late',
  'evidence_required',
  'unknown_deal',
  'reregistration_exhausted',
  'registration_still_valid',
  'protected_limit',
  'rate_out_of_range',
  'code_taken',
  'period_not_ended',
  'period_already_closed',
  'time_in_future',
  'accrual',
  'refund',
  'dispute',
  'void',
  'clawback',
  'bonus',
  'reattribution',
  'rate_change',
  'true_up',
  'correction',
  'later',
  'lower_priority',
  'expired',
  'protection_ended',
  'after_direct_contact',
  'window_passed',
  'not_approved',
  'self_referral',
  'after_settling',
  'overridden',
  'clearing',
  'violation',
  'certification_missing',
  'suspended',
  'below_minimum',
  'negative_balance',
  'not_activated',
  'tax_form_missing',
  'tax_form_expired',
  'payout_method_missing',
  'acknowledgement_missing',
  'scheduled',
  'refund_exceeds_amount',
  'refund_unknown_line',
];
