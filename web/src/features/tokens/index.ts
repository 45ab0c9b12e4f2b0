export function TokensPage(_: { id: string }) {
  return null;
}
