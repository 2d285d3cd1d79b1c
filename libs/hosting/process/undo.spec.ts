import { Undo } from './undo';

describe('undoing', () => {
  it('takes the last things first, once', async () => {
    const taken: string[] = [];
    const undo = new Undo();
    undo.by(() => void taken.push('storage'));
    undo.by(async () => void taken.push(await Promise.resolve('server')));
    await undo.all();
    await undo.all();
    expect(taken).toEqual(['server', 'storage']);
  });

  it('goes on past a step that fails, and tells the first failure', async () => {
    const taken: string[] = [];
    const undo = new Undo();
    undo.by(() => void taken.push('storage'));
    undo.by(() => Promise.reject(new Error('the second')));
    undo.by(() => Promise.reject(new Error('the first')));
    await expect(undo.all()).rejects.toThrow('the first');
    expect(taken).toEqual(['storage']);
  });

  it('is silent about its own failures after another one', async () => {
    const undo = new Undo();
    undo.by(() => Promise.reject(new Error('closed already')));
    await undo.allAfterFailure();
  });
});
