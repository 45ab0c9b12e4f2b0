import { type ComponentType, lazy, Suspense } from "react";
import { Route, Switch, useLocation } from "wouter";
import { CreatePage } from "~/features/create";
import { Frame, NotFoundPage } from "~/features/frame";
import { Gate, RegisterPage, SetupPage } from "~/features/session";
import { TasksPage } from "~/features/tasks";
import { Boundary } from "~/ui/boundary";
import { Waiting } from "~/ui/waiting";

type Params = { id: string };

function one<Name extends string>(
  load: () => Promise<Record<Name, ComponentType<Params>>>,
  name: Name,
) {
  return lazy(async () => ({ default: (await load())[name] }));
}

// Every page of the client. What is not the first one to be seen is loaded when it is.
const PAGES: [path: string, page: ComponentType<Params>][] = [
  ["/", TasksPage],
  ["/new", CreatePage],
  ["/tasks/:id", one(() => import("~/features/task"), "TaskPage")],
  ["/tasks/:id/logs", one(() => import("~/features/log"), "LogPage")],
  ["/my", one(() => import("~/features/work"), "MyTasksPage")],
  ["/insights", one(() => import("~/features/insights"), "InsightsPage")],
  ["/users", one(() => import("~/features/people"), "PeoplePage")],
  ["/tokens", one(() => import("~/features/tokens"), "TokensPage")],
  ["/audit", one(() => import("~/features/audit"), "AuditPage")],
  ["/settings/:id?", one(() => import("~/features/settings"), "SettingsPage")],
  ["/profile", one(() => import("~/features/profile"), "ProfilePage")],
  ["/login", TasksPage],
];

export function Routes() {
  const [path] = useLocation();
  return (
    <Switch>
      <Route path="/setup" component={SetupPage} />
      <Route path="/register" component={RegisterPage} />
      <Route>
        <Gate>
          <Frame>
            <Boundary of={path}>
              <Suspense fallback={<Waiting />}>
                <Switch>
                  {PAGES.map(([path, Page]) => (
                    <Route key={path} path={path}>
                      {(params: Partial<Params>) => <Page id={params.id ?? ""} />}
                    </Route>
                  ))}
                  <Route component={NotFoundPage} />
                </Switch>
              </Suspense>
            </Boundary>
          </Frame>
        </Gate>
      </Route>
    </Switch>
  );
}
