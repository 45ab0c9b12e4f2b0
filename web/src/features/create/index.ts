export function CreatePage(_: { id: string }) {
  return null;
}
