import { instant } from '@ledger/kernel/instant';
import { loadTerms, presetPaths } from '@ledger/program/load-terms-file';
import { RailConnector } from './connect-rails';
import type { Offer } from './ledger-runtime';

const presets = loadTerms(presetPaths());
const [plixo, reseller] = ['plixo', 'reseller'].map((name) => presets.filter((program) => program.name === name));

describe('the rails of a ledger by the wall clock', () => {
  let known = plixo;
  let offered: Offer[];
  let refuses: boolean;
  let isClockWrong: boolean;

  const connector = () =>
    new RailConnector(
      {
        programs: () => Promise.resolve(known ?? []),
        offer: (offers) => {
          if (refuses) return Promise.reject(new Error('nothing is recorded now'));
          offered.push(...offers);
          return Promise.resolve([]);
        },
      },
      {
        now: () => instant(Date.UTC(2026, 0, 10)),
        checkClock: () => (isClockWrong ? Promise.reject(new Error('400 days ahead')) : Promise.resolve()),
      },
    );
  const told = () => offered.map(({ value }) => value as { program: string; type: string; data: { rail: string } });

  beforeEach(() => {
    [known, offered, refuses, isClockWrong] = [plixo, [], false, false];
  });

  it('are connected when their terms are known, each once', async () => {
    const rails = connector();
    await rails.connect();
    await rails.connect();
    const offers = plixo?.[0]?.versions[0]?.payout.rails ?? [];
    expect(offers.length).toBeGreaterThan(0);
    expect(told().map(({ program, type, data }) => [program, type, data.rail])).toEqual(
      offers.map((rail) => ['plixo', 'rail.connected', rail]),
    );
    known = [...(plixo ?? []), ...(reseller ?? [])];
    await rails.connect();
    expect(new Set(told().map(({ program }) => program))).toEqual(new Set(['plixo', 'reseller']));
    expect(new Set(offered.map(({ origin }) => origin.place)).size).toBe(offered.length);
  });

  it('are connected under the same origins by a later start, which leaves no trace then', async () => {
    await connector().connect();
    const first = offered.map(({ origin }) => origin);
    offered = [];
    await connector().connect();
    expect(offered.map(({ origin }) => origin)).toEqual(first);
  });

  it('wait while nothing can be recorded, or the clock is wrong', async () => {
    const rails = connector();
    refuses = true;
    await expect(rails.connect()).rejects.toThrow('nothing is recorded now');
    [refuses, isClockWrong] = [false, true];
    await expect(rails.connect()).rejects.toThrow('400 days ahead');
    expect(offered).toEqual([]);
    isClockWrong = false;
    await rails.connect();
    expect(offered).not.toEqual([]);
  });
});
