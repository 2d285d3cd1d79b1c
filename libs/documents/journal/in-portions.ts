/** So many characters go together: a text of its own for each of a million entries would cost more than to make it. */
const PORTION_CHARACTERS = 65_536;

/** The same text in larger pieces. */
export async function* inPortions(pieces: AsyncIterable<string>): AsyncIterable<string> {
  let portion = '';
  for await (const piece of pieces) {
    portion += piece;
    if (portion.length < PORTION_CHARACTERS) continue;
    yield portion;
    portion = '';
  }
  if (portion !== '') yield portion;
}
