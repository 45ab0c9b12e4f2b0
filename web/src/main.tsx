import "./ui/mantine.css";
import "./ui/tokens.css";
import "./ui/page.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { setNonce } from "get-nonce";
import { createRoot } from "react-dom/client";
import { Router } from "wouter";
import { isProblem } from "./lib/api/client";
import { BASE } from "./lib/base";
import { listenToKeys } from "./lib/keys";
import { usePref } from "./lib/prefs";
import { guardStrings } from "./lib/trusted";
import { Routes } from "./routes";
import { Boundary } from "./ui/boundary";
import { cssVariables, theme } from "./ui/theme";

const client = new QueryClient({
  defaultOptions: {
    queries: {
      // The stream tells what changes; what is not streamed is asked for again by whoever shows it.
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && isProblem(error) && error.status >= 502,
      networkMode: "always", // a server on this machine needs no network
    },
    mutations: { networkMode: "always" },
  },
});

const nonce = document.querySelector<HTMLMetaElement>("meta[name=csp-nonce]")?.content ?? "";

function Page() {
  const [scheme] = usePref("theme");
  const [density] = usePref("density");
  document.documentElement.dataset.density = density;
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      getStyleNonce={() => nonce}
      defaultColorScheme="auto"
      {...(scheme === "auto" ? {} : { forceColorScheme: scheme })}
    >
      <Notifications position="bottom-right" limit={4} />
      <Router base={BASE}>
        <Boundary>
          <Routes />
        </Boundary>
      </Router>
    </MantineProvider>
  );
}

guardStrings();
setNonce(nonce); // for what keeps the page from scrolling behind a dialog
listenToKeys();
const root = document.getElementById("root");
if (root === null) throw new Error("the page has no root");
createRoot(root).render(
  <QueryClientProvider client={client}>
    <Page />
  </QueryClientProvider>,
);
