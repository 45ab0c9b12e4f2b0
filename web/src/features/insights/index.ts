export function InsightsPage(_: { id: string }) {
  return null;
}
