export function PeoplePage(_: { id: string }) {
  return null;
}
