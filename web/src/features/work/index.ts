export function MyTasksPage(_: { id: string }) {
  return null;
}
