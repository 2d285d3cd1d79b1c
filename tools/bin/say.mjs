/** Tells the person at the terminal what is being done. Standard output is the command's own and stays clean. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}
