/**
 * The only way markup or a script's address gets into the document by a string.
 *
 * Mantine writes its style sheets with innerHTML, which never holds a tag; nothing else does.
 */
interface Policies {
  createPolicy(
    name: "default",
    rules: { createHTML(text: string): string; createScriptURL(url: string): string },
  ): unknown;
}

export function guardStrings(): void {
  const policies = (window as { trustedTypes?: Policies }).trustedTypes;
  policies?.createPolicy("default", {
    createHTML(text) {
      if (text.includes("<")) throw new TypeError("markup in a string is refused");
      return text;
    },
    createScriptURL(url) {
      if (!new URL(url, document.baseURI).href.startsWith(document.baseURI)) {
        throw new TypeError("a script from elsewhere is refused");
      }
      return url;
    },
  });
}
