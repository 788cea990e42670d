import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.TRIANGLE_DEV_SERVER ?? "http://127.0.0.1:5000";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    proxy: {
      "/api": { target: server },
      "/socket.io": { target: server, ws: true },
    },
  },
  build: {
    outDir: "../triangle/static",
    emptyOutDir: true,
    assetsDir: "assets",
    // The budget check reads which chunks the first screen loads.
    manifest: true,
    target: "es2022",
    // Older targets make the CSS compiler rewrite light-dark() into variables that nobody sets: colours vanish.
    cssTarget: ["chrome123", "edge123", "firefox120", "safari17.5"],
    // The content security policy knows no data: fonts or scripts; files keep caching simple too.
    assetsInlineLimit: 0,
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.mjs"],
    environment: "node",
    restoreMocks: true,
    setupFiles: ["src/testing/patience.ts"],
    // Longer than one step of a test may take: each says by itself what it waits for in vain.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
