import { defineConfig, type Plugin } from 'vite';

/** Where `npm run dev -w @regpipe/console` finds the API. */
const GATEWAY = 'http://127.0.0.1:8000';

/** A value of the contracts that stands beside a schema would bring all of zod: twice as much as the console itself. */
const withoutSchemas: Plugin = {
  name: 'without-schemas',
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type === 'chunk' && chunk.moduleIds.some((id) => id.includes('/node_modules/zod/'))) {
        this.error(
          'zod is in the bundle: import only types from contracts, or values of a file without schemas.',
        );
      }
    }
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [withoutSchemas],
  build: {
    // The policy of the gateway lets nothing stand in the page itself, and no data: address be a script or style.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
  server: {
    proxy: Object.fromEntries(['/api', '/docs', '/query/'].map((path) => [path, { target: GATEWAY }])),
  },
});
