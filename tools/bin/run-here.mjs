import Module from 'node:module';

/**
 * Runs a CommonJS program in this very process, as `node FILE ARGS` would. So there is no process between the terminal
 * and the program: signals (also `kill -9`), the exit status and standard input are its own.
 */
export function runHere(file, args) {
  process.argv = [process.execPath, file, ...args];
  process.setSourceMapsEnabled(true);
  Module.runMain();
}
