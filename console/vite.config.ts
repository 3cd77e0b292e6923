import { defineConfig } from 'vite';

/** Where `npm run dev -w @regpipe/console` finds the API. */
const GATEWAY = 'http://127.0.0.1:8000';

export default defineConfig({
  root: import.meta.dirname,
  build: {
    // The policy of the gateway lets nothing stand in the page itself, and no data: address be a script or style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
  server: { proxy: { '/api': { target: GATEWAY }, '/docs': { target: GATEWAY } } },
});
