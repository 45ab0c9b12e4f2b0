import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, gzipSync, constants as zlib } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vitest/config";

/** The server sends these as they are: compressed once here, not at every request. */
function compressed(): Plugin {
  let folder = "";
  return {
    name: "compressed",
    apply: "build",
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir, config.build.assetsDir);
    },
    async writeBundle() {
      for (const name of await readdir(folder)) {
        if (!/\.(js|css|svg)$/.test(name)) continue;
        const file = path.join(folder, name);
        const bytes = await readFile(file);
        const quality = { params: { [zlib.BROTLI_PARAM_QUALITY]: 11 } };
        await writeFile(`${file}.br`, brotliCompressSync(bytes, quality));
        await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

// The server to develop against: TASKYARD=http://127.0.0.1:8888 npm run dev
const server = process.env.TASKYARD ?? "http://127.0.0.1:8888";

// Tests see the same days everywhere, and clocks that change.
if (process.env.VITEST) process.env.TZ = "Europe/Berlin";

export default defineConfig({
  base: "./", // below any path: what is loaded is named as seen from the page's <base>
  plugins: [react(), compressed()],
  resolve: { alias: { "~": path.resolve(import.meta.dirname, "src") } },
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 800,
    // Whatever the first page needs comes in one piece: twenty questions take longer than one.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } },
    },
  },
  worker: { format: "es" },
  server: {
    proxy: {
      "/api": { target: server, headers: { origin: server }, changeOrigin: true },
    },
  },
  test: {
    environment: "jsdom",
    pool: "vmThreads", // jsdom is made once a worker, not once a file
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    restoreMocks: true,
  },
});
