export function LogPage(_: { id: string }) {
  return null;
}
