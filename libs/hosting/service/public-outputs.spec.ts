import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputJsonSchemaOf } from '@ledger/contracts/output-json-schemas';
import { OUTPUT_TYPES } from '@ledger/contracts/public-outputs';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import type { ProgramTerms } from '@ledger/program/program-terms';
import type { OutgoingRecord } from '@ledger/messaging/idempotent-producer';
import { Pipeline } from '@ledger/runner/pipeline/pipeline';
import { sentOutput } from '@ledger/rails/log/sent-output';
import { readOffer } from '@ledger/runner/read-offer';
import { STAGES } from '@ledger/stages/stage';
import {
  adjusted,
  brings,
  clock,
  paid,
  partner,
  payoutApproved,
  payoutDeclined,
  payoutFailed,
  payoutReturned,
  payoutSettled,
  paysTo,
  railConnected,
  resumed,
  taxForm,
} from '../../../test/rules/facts';
import { given } from '../../../test/rules/given';
import { presetBut, termsOf } from '../../../test/rules/programs';
import { arrivalOutput, decisionOutputs, outputRecord } from './public-outputs';

interface Output {
  readonly id: string;
  readonly type: string;
  readonly time?: string;
  readonly program: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const programs = new Map(loadTerms(presetPaths()).map((terms) => [terms.name, terms]));
const ajv = addFormats(new Ajv2020({ strict: true, strictRequired: false, keywords: ['x-personal', 'x-kind'] }));
const fits = new Map(OUTPUT_TYPES.map(({ type }) => [String(type), ajv.compile(outputJsonSchemaOf(type))]));

/** All records that a program's sample year causes. */
function outputsOfSamples(name: string): OutgoingRecord[] {
  const program = programs.get(name);
  if (program === undefined) throw new RangeError(`no program ${name}`);
  const text = readFileSync(join(process.cwd(), 'samples', `${name}.ndjson`), 'utf8');
  const samples = text.trimEnd().split('\n');
  const events = [...samples.map((line) => JSON.parse(line) as Record<string, unknown>), ...beyondSamples(name)];
  return outputsOf(
    program,
    events.filter((value) => value['program'] === name),
  );
}

/** All records that events of a program cause. */
function outputsOf(program: ProgramTerms, events: readonly object[]): OutgoingRecord[] {
  const pipeline = new Pipeline(program);
  return events.flatMap((value) => {
    const { arrival, fact, decisions } = pipeline.judge(readOffer(value));
    const arrived = arrivalOutput({ ...arrival, repeated: false, position: '7' });
    if (fact === null) return [arrived];
    const staged = { program: program.name, factNumber: 1, fact, event: {}, decisions };
    return [arrived, ...STAGES.flatMap((stage) => [...decisionOutputs(stage, staged)])];
  });
}

/** What no preset's year does: payouts that a person approves, rails that answer, a form that expires; in a program of its own name. */
function outputsOfAnswers(): OutgoingRecord[] {
  const { payout } = termsOf('odoopbx');
  const asking = { ...payout, approval: { aboveMinor: {} }, requiresTaxForm: true };
  const terms = presetBut('odoopbx', { program: 'answers', payout: asking });
  const history = given(terms, partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02')).when(
    paysTo('p', '2026-01-02', 'acct'),
    taxForm('p', '2026-01-02', 'W-8BEN', '2023-05-01'),
    railConnected('paypal', '2026-01-03'),
    paid('i', 'a', '2026-01-10', 100_000, 'EUR'),
    paid('j', 'a', '2026-01-11T10:00', 100, 'EUR'),
    payoutDeclined('po-2', '2026-01-12T10:00'),
    adjusted('x', 'p', '2026-01-12T11:00', 5, { by: 'ann' }),
    payoutApproved('po-3', '2026-01-13T10:00'),
    payoutFailed('po-3', '2026-01-13T11:00'),
    resumed('p', '2026-01-13T12:00'),
    payoutApproved('po-4', '2026-01-14T10:00'),
    payoutSettled('po-4', '2026-01-14T11:00', { reference: 'tr', fee: 3 }),
    payoutReturned('po-4', '2026-01-14T12:00'),
    clock('2026-10-02'),
  );
  return outputsOf(terms, history.events());
}

/** What no sample year reaches: a refund that did not fit its invoice, and failed. */
function beyondSamples(program: string): Record<string, unknown>[] {
  const event = (type: string, data: object) => ({
    specversion: '1.0',
    id: `beyond-${type}`,
    source: '/beyond',
    type,
    time: '2026-01-10T00:00:00Z',
    program,
    data,
  });
  const lines = [{ line: 'l', kind: 'subscription', amount: 100 }];
  return [
    event('invoice.paid', { invoice: 'beyond', customer: 'beyond', currency: 'USD', lines }),
    event('payment.refunded', { refund: 'beyond', invoice: 'beyond', amount: 101 }),
    event('payment.refund_failed', { refund: 'beyond' }),
  ];
}

/** What the sender tells of a payout. */
function outputOfSender(): OutgoingRecord {
  const decisions = given('odoopbx', partner('p', '2026-01-01'), brings('p', 'a', '2026-01-02'))
    .when(paysTo('p', '2026-01-02', 'acct'), paid('i', 'a', '2026-01-10', 100_000, 'EUR'), clock('2026-01-12'))
    .decisions();
  const made = decisions.find((decision) => decision.type === 'PayoutMade');
  if (made === undefined) throw new RangeError('no payout was made');
  const begun = { program: 'odoopbx', payout: made.payout, attempt: 1, at: made.madeAt };
  return outputRecord(sentOutput(begun, { made, seq: 6, fact: 'e0006' }));
}

const records = [...[...programs.keys()].flatMap(outputsOfSamples), ...outputsOfAnswers(), outputOfSender()];
it('says in each record what its value is', () => {
  for (const { headers } of records) expect(headers).toEqual({ 'content-type': 'application/cloudevents+json' });
});

const outputs = records.map(({ value }) => JSON.parse(String(value)) as Output);

it('tells everything as the published schemas say, in every program’s sample year', () => {
  for (const output of outputs) {
    const validate = fits.get(output.type);
    expect({ output, fits: validate?.(output), errors: validate?.errors }).toMatchObject({ fits: true });
  }
  expect(outputs.length).toBeGreaterThan(2_000);
});

it('says nothing that the published schemas do not name', () => {
  const named = new Map(
    OUTPUT_TYPES.map(({ type }) => {
      const schema = outputJsonSchemaOf(type) as { properties: { data: { properties: object } } };
      return [String(type), Object.keys(schema.properties.data.properties)];
    }),
  );
  const unnamed = outputs.flatMap(({ type, data }) =>
    Object.keys(data).flatMap((name) => (named.get(type)?.includes(name) ? [] : [`${type}: ${name}`])),
  );
  expect([...new Set(unnamed)]).toEqual([]);
});

it('reaches every type that is published', () => {
  expect(new Set(outputs.map(({ type }) => type))).toEqual(new Set(OUTPUT_TYPES.map(({ type }) => type)));
});

it('gives every output an id of its own, and the same one the next time', () => {
  const ids = outputs.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const again = outputsOfSamples('plixo').map(({ value }) => (JSON.parse(String(value)) as Output).id);
  expect(again).toEqual(outputs.filter(({ program }) => program === 'plixo').map(({ id }) => id));
});

it('keys what belongs to a partner by the partner, so that it stays in order', () => {
  for (const [index, { data, program, type }] of outputs.entries()) {
    const { partner, customer, invoice } = data;
    const key = type.startsWith('event.') ? program : (partner ?? customer ?? invoice);
    expect(records[index]?.key).toBe(key);
  }
});

it('says dates, quarters and amounts as a reader expects them', () => {
  const first = (type: string) => outputs.find((output) => output.type === type)?.data;
  expect(first('partner.wins_changed')).toMatchObject({ quarter: expect.stringMatching(/^\d{4}-Q[1-4]$/) });
  expect(first('payout.made')).toMatchObject({ netMinor: expect.stringMatching(/^\d+$/) });
  const forms = outputs.filter(({ type }) => type === 'partner.payout_profile_changed').map(({ data }) => data);
  expect(JSON.stringify(forms)).toMatch(/"validThrough":"\d{4}-12-31"/);
});

it('leaves the time out while a program has none', () => {
  const { value } = arrivalOutput({
    program: '',
    seq: 1,
    clock: null,
    id: '',
    source: '',
    eventType: '',
    repeated: false,
    position: '7',
    verdict: { type: 'rejected', code: 'schema_invalid', detail: 'id' },
  });
  const output = JSON.parse(String(value)) as Output;
  expect(output).not.toHaveProperty('time');
  expect(fits.get('event.rejected')?.(output)).toBe(true);
});

describe('an output whose data no record takes, also packed', () => {
  const PARTNERS = Array.from({ length: 8_000 }, () => randomBytes(90).toString('base64'));
  const base = { specversion: '1.0', source: 's', program: 'three-tier' };
  const overridden = (id: string, credited: readonly string[], from: object) => ({
    ...base,
    id,
    type: 'attribution.overridden',
    time: '2026-01-10T00:00:00Z',
    data: {
      customer: 'a/b',
      credits: credited.map((each) => ({ partner: each, role: 'sourced' })),
      ...from,
      by: 'x',
      evidence: 'e',
    },
  });

  it('says where they are read, and is what the published schema says', () => {
    const applied = PARTNERS.map((each, index) => ({
      ...base,
      id: `p${index}`,
      type: 'partner.applied',
      time: '2026-01-02T00:00:00Z',
      data: { partner: each, type: 'referral' },
    }));
    const overrides = [
      overridden('one', PARTNERS.slice(0, 4_000), {}),
      overridden('other', PARTNERS.slice(4_000), { from: '2026-01-09T00:00:00Z' }),
    ];
    const told = outputsOf(programs.get('three-tier')!, [...applied, ...overrides])
      .map(({ value }) => JSON.parse(String(value)) as Output)
      .filter(({ type }) => type === 'attribution.changed');
    expect(told.map((output) => 'data' in output)).toEqual([true, false]);
    const { id, ...output } = told[1]!;
    expect(output).toEqual({
      specversion: '1.0',
      source: 'partner-ledger/attribution',
      type: 'attribution.changed',
      time: '2026-01-10T00:00:00.000Z',
      program: 'three-tier',
      dataref: '/v1/programs/three-tier/customers/a%2Fb/attribution',
    });
    const fit = fits.get('attribution.changed');
    expect(fit?.(told[0])).toBe(true);
    expect(fit?.({ id, ...output })).toBe(true);
    expect(fit?.({ ...told[0], ...output })).toBe(false);
    const { dataref: _, ...neither } = output as { dataref?: string };
    expect(fit?.({ id, ...neither })).toBe(false);
  });
});
