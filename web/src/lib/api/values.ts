/** As one value of a filter: to the API a bare comma ends it. */
export function whole(value: string): string {
  return value.replaceAll(",", "\\,");
}

/** The values that bare commas part; a comma that `whole` has written stays within its value. */
export function parted(text: string): string[] {
  return text.split(/(?<!\\),/).filter((one) => one !== "");
}
