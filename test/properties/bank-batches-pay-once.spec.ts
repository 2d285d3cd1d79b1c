import fc from 'fast-check';
import { BankRefusal } from '@ledger/rails/manual/bank-refusal';
import { BankWorld, Died } from './bank-world';
import { propertyRuns } from './property-runs';

const at = fc.nat(60);
const died = fc.option(fc.nat(12), { nil: null, freq: 3 });

/** What people, their processes, their bank and the ledger do; `died`: the process dies at its so manieth write. */
const move = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('run' as const), at }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('make' as const), died }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('make twice at once' as const), died }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('send' as const), at, died }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('give up' as const), at, died }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('answer' as const), at, says: fc.nat(2), died }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('change a payee' as const), at }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('pay by a fact' as const), at }) },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('tell the ledger' as const), died }) },
);

it('whatever is made, sent, answered, given up and killed: no payout is paid twice, and files and books agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { minLength: 5, maxLength: 40 }), async (moves) => {
      const world = new BankWorld();
      for (const each of moves) {
        try {
          await world.take(each);
        } catch (error) {
          if (!(error instanceof Died) && !(error instanceof BankRefusal)) throw error;
        }
        await world.check();
      }
      await world.settleAll();
      await world.check();
      expect(world.waiting).toEqual([]);
    }),
    propertyRuns(150),
  );
});

it('the world of this property notices a payment that is sent twice', async () => {
  const world = new BankWorld();
  await world.take({ does: 'run', at: 1 });
  await world.take({ does: 'make', died: null });
  world.sendByItself('po-1');
  await world.take({ does: 'send', at: 0, died: null });
  await expect(world.check()).rejects.toThrow();
});
