import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { api, take } from "~/lib/api/client";
import { waysQuery } from "~/lib/session";
import { AccountForm } from "./account_form";
import { Doorstep } from "./doorstep";
import { ForStrangers } from "./for_strangers";

/** /register: where the server lets everybody in. */
export function RegisterPage() {
  return (
    <ForStrangers>
      <Register />
    </ForStrangers>
  );
}

function Register() {
  const ways = useQuery(waysQuery).data;
  if (ways === undefined) return null;
  if (ways.registration !== "open") {
    return (
      <Doorstep title="By invitation">
        <p>On this server one needs an invitation. Ask somebody who works with it for a link.</p>
        <Link href="/">Log in</Link>
      </Doorstep>
    );
  }
  return (
    <Doorstep title="Make an account">
      <AccountForm
        action="Make account"
        make={(account) => take(api.POST("/api/v1/auth/register", { body: account }))}
      />
      <p>
        You have one? <Link href="/">Log in</Link>
      </p>
    </Doorstep>
  );
}
