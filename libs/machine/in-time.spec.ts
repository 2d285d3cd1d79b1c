import { endsInTime, inTime } from './in-time';

const NEVER = new Promise<never>(() => undefined);
const broken = (): Promise<never> => Promise.reject(new Error('broken'));

it('what comes in time is given, failures too', async () => {
  await expect(inTime(Promise.resolve('here'), 1_000, () => new Error('late'))).resolves.toBe('here');
  await expect(inTime(broken(), 1_000, () => new Error('late'))).rejects.toThrow('broken');
});

it('what does not come is the error of being late', async () => {
  await expect(inTime(NEVER, 5, () => new Error('late'))).rejects.toThrow('late');
  await expect(inTime(NEVER, 5)).rejects.toThrow('no answer within 5 ms');
});

it('says whether work ended in time, and passes its failure on', async () => {
  await expect(endsInTime(Promise.resolve(), 1_000)).resolves.toBe(true);
  await expect(endsInTime(NEVER, 5)).resolves.toBe(false);
  await expect(endsInTime(broken(), 1_000)).rejects.toThrow('broken');
});
