// Without those that look like each other: they are read out on the telephone.
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 4;
const GROUP = 5;

/** Twenty random signs in groups, about 99 bits. */
export function suggested(): string {
  const signs = Array.from({ length: GROUPS * GROUP }, one);
  const groups = Array.from({ length: GROUPS }, (_, i) => signs.slice(i * GROUP, (i + 1) * GROUP));
  return groups.map((group) => group.join("")).join("-");
}

/** Every sign as often as every other: bytes that would favour the first ones are thrown away. */
function one(): string {
  const fair = 256 - (256 % SIGNS.length);
  for (;;) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < fair) return SIGNS.charAt(byte % SIGNS.length);
  }
}
