// As the server tells them from their names, so that nobody reads over a shoulder what it hides.
const SECRET =
  /PASSWORD|PASSWD|PWD|PASSPHRASE|SECRET|TOKEN|CREDENTIAL|COOKIE|DSN|AUTH(?!ORS?(?:_|$))|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|(?:_|^)KEY$/i;
const PLAIN = new Set(["PWD", "OLDPWD"]);

export function looksSecret(name: string): boolean {
  return SECRET.test(name) && !PLAIN.has(name);
}
