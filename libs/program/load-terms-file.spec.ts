import { loadTerms, presetPaths } from './load-terms-file';

it('loads the presets, in the order of their names', () => {
  const programs = loadTerms(presetPaths());
  expect(programs.map(({ program }) => program)).toEqual(['odoopbx', 'plaidcloud', 'plixo', 'reseller', 'three-tier']);
});
