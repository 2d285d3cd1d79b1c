/**
 * An id as one component of an account's name that hledger and Beancount both take: letters of ASCII, digits and hyphens,
 * a capital letter or a digit first. No two ids become one, not even for a reader that takes capital and small letters for
 * the same: small letters, digits, and hyphens between two of these stay what they are, everything else is the hexadecimal
 * numbers of its characters between two double hyphens (`Öl & Co` is `X---d6--l--20-26-20-43--o`); the first letter is a
 * capital, and `X-` stands before what begins with neither letter nor digit.
 */
export function accountComponent(id: string): string {
  const characters = [...id];
  let text = '';
  let run: string[] = [];
  const endRun = () => {
    if (run.length > 0) text += `--${run.join('-')}--`;
    run = [];
  };
  characters.forEach((character, index) => {
    if (isPlain(character) || (character === '-' && isPlain(characters[index - 1]) && isPlain(characters[index + 1]))) {
      endRun();
      text += character;
    } else {
      run.push((character.codePointAt(0) ?? 0).toString(16));
    }
  });
  endRun();
  return isPlain(characters[0]) ? text.charAt(0).toUpperCase() + text.slice(1) : `X-${text}`;
}

function isPlain(character: string | undefined): boolean {
  return character !== undefined && /^[a-z0-9]$/.test(character);
}
