const LONGEST = 254;
const LONGEST_LOCAL_PART = 64;
/** One at sign, no space, no control character and nothing that has a meaning in a list of addresses. */
const ADDRESS = /^[^\s\p{C}"(),:;<>@[\\\]]+@[^\s\p{C}"(),:;<>@[\\\]]+\.[^\s\p{C}"(),:;<>@[\\\].]+$/u;

/** Why nothing can be mailed to an address; null: it can be tried. */
export function whyNoAddress(address: string): string | null {
  if (address.length > LONGEST || address.indexOf('@') > LONGEST_LOCAL_PART) return 'the address is too long';
  return ADDRESS.test(address) ? null : 'this is no address of a mailbox';
}

/** By what two spellings of an address are one mailbox here. */
export function sameMailbox(address: string): string {
  return address.trim().toLowerCase();
}
