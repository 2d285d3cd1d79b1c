/** A token that cannot be issued or revoked; the message is one line that says what to do instead. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}
