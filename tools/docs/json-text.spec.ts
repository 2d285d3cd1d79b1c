import { jsonText } from './json-text';

const LONG = 'x'.repeat(100);

it('puts on one line what fits there, and gives the rest a line for each member', () => {
  const value = {
    small: { a: [1, null, 'b'], c: {} },
    large: [{ text: LONG }, { text: `${LONG}${LONG}`, gone: undefined }],
  };
  expect(jsonText(value)).toBe(
    [
      '{',
      '  "small": {"a":[1,null,"b"],"c":{}},',
      '  "large": [',
      `    {"text":"${LONG}"},`,
      '    {',
      `      "text": "${LONG}${LONG}"`,
      '    }',
      '  ]',
      '}',
    ].join('\n'),
  );
});

it.each([[[]], [{}], [[LONG, [LONG, { a: LONG }]]], ['text'], [null]])('is the JSON of %j', (value) => {
  expect(JSON.parse(jsonText(value))).toEqual(value);
});
