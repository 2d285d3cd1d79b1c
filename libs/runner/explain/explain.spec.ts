import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { feedEvents, sampleParts } from '@ledger/proof/testing/sample-ledger';
import { generateHistory } from '@tools/histories/generate-history';
import { SHAPES } from '@tools/histories/shapes';
import { termsByFacts } from '../terms-by-facts';
import { explain, type Question } from './explain';

const PROGRAM = 'odoopbx';
const onFile = loadTerms(presetPaths()).find(({ name }) => name === PROGRAM)!;
const { crowded } = SHAPES;
/** A crowd for which terms are published often. */
const shape = {
  ...crowded,
  acting: { ...crowded.acting, weights: { ...crowded.acting.weights, 'terms.published': 8 } },
};
const CUSTOMERS = ['c1', 'c2', 'c3', 'c4', 'c5'];
const questions: Question[] = [
  ...CUSTOMERS.map((customer): Question => ({ of: 'customer', customer })),
  ...Array.from({ length: 15 }, (_, index): Question => ({ of: 'invoice', invoice: `i${index + 1}` })),
];

describe('versions of the terms that were published after the terms were read', () => {
  const parts = sampleParts();
  const read: string[] = [];
  let whole: Awaited<ReturnType<typeof termsByFacts>>;

  beforeAll(async () => {
    await feedEvents(parts, generateHistory({ program: PROGRAM, seed: 3, events: 400, shape }), 0);
    whole = await termsByFacts(parts.store, PROGRAM);
    const { store } = parts;
    const readStream = store.read.bind(store);
    store.read = (stream, ...where) => {
      if (!stream.includes('facts-')) read.push(stream);
      return readStream(stream, ...where);
    };
  });
  beforeEach(() => read.splice(0));

  it('there are some', () => expect(whole.versions.length).toBeGreaterThan(onFile.versions.length));

  it.each(questions)('are in an account all the same, which reads each stream once: %j', async (question) => {
    const account = await explain(parts, onFile, question);
    expect(read.filter((stream, index) => read.indexOf(stream) !== index)).toEqual([]);
    expect(account).toEqual(await explain(parts, whole, question));
  });

  it('are in the account also of a program that was not known at all', async () => {
    const question: Question = { of: 'customer', customer: 'c1' };
    const unknown = { ...onFile, versions: [] };
    expect(await explain(parts, unknown, question)).toEqual(await explain(parts, whole, question));
  });
});
