import { useQuery } from "@tanstack/react-query";
import { apiUrl } from "~/lib/api/client";
import { href } from "~/lib/base";
import { useMe } from "~/lib/session";
import { Chip } from "~/ui/chip";
import { FactList } from "~/ui/fact_list";
import classes from "./about.module.css";
import { readyQuery, versionQuery } from "./settings_query";

/** Which server this is, how it is, and where to read on. */
export function About() {
  const version = useQuery(versionQuery).data;
  const readsNumbers = useMe().role !== "user";
  return (
    <div className={classes.about}>
      <FactList
        facts={[
          { name: "Version", value: version && `Taskyard ${version.version}` },
          { name: "Address", value: window.location.origin + href("/") },
          { name: "Health", value: <Health /> },
        ]}
      />
      <ul className={classes.links}>
        <li>
          <a href={apiUrl("/docs")} target="_blank" rel="noopener">
            The HTTP API
          </a>{" "}
          <span className="ty-muted">every call, to read and to try; works without a network</span>
        </li>
        <li>
          <a href={apiUrl("/openapi.json")} target="_blank" rel="noopener">
            openapi.json
          </a>{" "}
          <span className="ty-muted">the same for programs</span>
        </li>
        {readsNumbers && (
          <li>
            <a href={href("/metrics")} target="_blank" rel="noopener">
              Metrics
            </a>{" "}
            <span className="ty-muted">for Prometheus</span>
          </li>
        )}
      </ul>
    </div>
  );
}

const CHECKS: Record<string, string> = {
  database: "database",
  executor: "running commands",
  storage: "room for output",
  accepting: "taking tasks",
};

function Health() {
  const { data, error } = useQuery(readyQuery);
  if (error !== null) return <Chip tone="failed">Cannot be asked</Chip>;
  if (data === undefined) return null;
  const ill = Object.entries(data.checks).filter(([, isWell]) => !isWell);
  if (data.ready) return <Chip tone="completed">Ready</Chip>;
  return (
    <Chip tone="failed">
      {ill.length === 0 ? "Not ready" : `Not well: ${ill.map(([name]) => CHECKS[name] ?? name)}`}
    </Chip>
  );
}
