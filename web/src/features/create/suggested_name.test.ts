import { expect, test } from "vitest";
import { suggestedName } from "./suggested_name";

test.each([
  ["git pull --rebase", "git pull"],
  ["npm run build", "npm run build"],
  ["make", "make"],
  ["DAY=1 ./bin/import.sh today.csv", "import.sh"],
  ["sudo /usr/bin/apt-get update", "apt-get"],
  ["pg_dump mydb | gzip > x.gz", "pg_dump mydb"],
  ["ping -c 10 127.0.0.1", "ping"],
  ["python3 train.py --epochs 3\npython3 test.py", "python3 train.py"],
])("%o is called %o", (command, name) => {
  expect(suggestedName(command)).toBe(name);
});

test.each([
  "",
  "for i in $(seq 3); do echo $i; done",
  "cd /srv && make",
  "echo one; sleep 1",
  "$HOME/x",
  "'a b'",
  "/",
])("%o speaks for itself", (command) => {
  expect(suggestedName(command)).toBeUndefined();
});
