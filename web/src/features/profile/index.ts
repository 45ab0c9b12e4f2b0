export function ProfilePage(_: { id: string }) {
  return null;
}
