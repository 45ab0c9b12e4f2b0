export function TasksPage(_: { id: string }) {
  return null;
}
