/** What each action of docs/reference/audit.md is called in the list. */
export const ACTIONS: Record<string, string> = {
  "server.setup": "Made the first administrator",
  "account.register": "Made an account",
  "user.create": "Added an account",
  "user.change": "Changed an account",
  "user.disable": "Disabled an account",
  "user.enable": "Enabled an account",
  "user.delete": "Deleted an account",
  "session.begin": "Signed in",
  "session.end": "Ended a session",
  "session.reuse": "Used a refresh token twice",
  "token.create": "Made an API token",
  "token.revoke": "Revoked an API token",
  "invite.create": "Invited somebody",
  "invite.revoke": "Revoked an invite",
  "key.rotate": "Rotated the key",
  "audit.export": "Exported the audit log",
  "audit.read": "Read the audit log",
  "metrics.read": "Read the metrics",
  "settings.read": "Read the settings",
  "task.read": "Read a task",
  "task.create": "Created a task",
  "task.change": "Changed a task",
  "task.rerun": "Re-ran a task",
  "task.cancel": "Cancelled a task",
  "task.delete": "Deleted a task",
  "task.assign": "Assigned a task",
  "task.unassign": "Unassigned a task",
  "task.reopen": "Reopened a task",
  "task.start": "Started a task",
  "task.complete": "Completed a task",
  "task.take": "Took a task",
  "task.comment": "Commented on a task",
};

/** In words; a newer server may know actions that are not here. */
export function actionSaid(action: string): string {
  return ACTIONS[action] ?? action;
}
