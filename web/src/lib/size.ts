const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** "812 B", "44 kB", "1.2 MB": powers of 1,000, at most three digits. */
export function size(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

/** "1,204,113". */
export function count(n: number): string {
  return n.toLocaleString("en-US");
}

/** "1 line", "2 lines", "1 try", "2 tries" with `many`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}
