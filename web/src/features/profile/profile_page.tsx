import { SettingsNav } from "~/features/settings";
import { PageHead } from "~/ui/page_head";
import { AccountForm } from "./account_form";
import { PasswordForm } from "./password_form";
import classes from "./profile.module.css";
import { Sessions } from "./sessions";

/** One's own account, and where one is signed in. */
export function ProfilePage() {
  return (
    <>
      <SettingsNav />
      <PageHead title="Profile" />
      <div className={classes.parts}>
        <AccountForm />
        <PasswordForm />
        <Sessions />
      </div>
    </>
  );
}
