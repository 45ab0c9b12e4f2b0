export function TaskPage(_: { id: string }) {
  return null;
}
