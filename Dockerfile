# One image for all services; the command says which one: services/<name>/src/main.ts. Also the command line:
# cli/src/main.ts. Node 24 runs TypeScript as it is; only the console, which runs in browsers, is built.

ARG NODE=node:24-bookworm-slim

# ---- What is copied -------------------------------------------------------------------------------------------------

# Readable for everybody: whoever has cloned it may have kept it to themselves.
FROM ${NODE} AS everything
WORKDIR /app
COPY . .
RUN chmod -R a+rX,go-w .

FROM everything AS sources
RUN rm -r console tsconfig.json

# Manifests alone. The next stages depend on their text and on nothing else, so that a change of code installs nothing
# anew.
FROM everything AS all-manifests
RUN find . -type f ! -name package.json ! -name package-lock.json -delete && find . -type d -empty -delete

# What runs in production. (`--omit=dev` would keep the dependencies of a workspace that others have for their tests.)
FROM all-manifests AS manifests
RUN rm -r console && npm pkg delete devDependencies --workspaces --include-workspace-root

# The console for browsers; of what builds it nothing is in the image.
FROM ${NODE} AS console
WORKDIR /app
COPY --from=all-manifests /app ./
RUN npm ci --workspace @regpipe/console --ignore-scripts --no-audit --no-fund
COPY --from=everything /app ./
RUN npm run build --workspace @regpipe/console

# `optional` are the programs of PostgreSQL, for the embedded stack. No dependency needs its install script. Types and
# source maps, which nobody reads there, are a third of what is installed.
FROM ${NODE} AS dependencies
WORKDIR /app
COPY --from=manifests /app ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund \
  && npm cache clean --force \
  && find node_modules -type f \( -name '*.map' -o -name '*.d.ts' -o -name '*.d.[cm]ts' \) -delete

# ---- The image ------------------------------------------------------------------------------------------------------

# What is only for building goes, and with it the package managers: whoever breaks into a service finds none. It is laid
# down anew as one layer, as an image keeps what its upper layers remove from its lower ones.
FROM ${NODE} AS trimmed
RUN rm -rf \
  /opt/yarn* /usr/local/bin/yarn* /usr/local/bin/corepack /usr/local/bin/npm /usr/local/bin/npx \
  /usr/local/include /usr/local/lib/node_modules /usr/local/share/doc /usr/local/share/man \
  /usr/share/doc /usr/share/locale /usr/share/man /var/cache/* /var/lib/apt/lists/* /var/log/*

FROM scratch
COPY --from=trimmed / /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

LABEL org.opencontainers.image.title="regpipe" \
  org.opencontainers.image.description="Keeps a PostgreSQL copy of a large open-data file complete, current and never half-loaded" \
  org.opencontainers.image.licenses="MIT"

# MALLOC_ARENA_MAX and the flags below: how a service treats its memory, see packages/stack/src/service-process.ts.
ENV NODE_ENV=production \
  MALLOC_ARENA_MAX=1 \
  REGPIPE_HEALTH_FILE=/tmp/regpipe-health \
  REGPIPE_LOG_PRETTY=false

WORKDIR /app
COPY --from=dependencies /app ./
COPY --from=sources /app ./
COPY --from=console /app/console/dist ./console/dist

# New volumes take their owner from these folders.
RUN mkdir /incoming /drops /var/log/regpipe && chown 1000:1000 /incoming /drops /var/log/regpipe

# By number, so that an orchestrator can see that it is not root. It owns nothing in /app.
USER 1000:1000

HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/app/packages/runtime/healthy.sh"]

# Node itself gets SIGTERM, and a service releases everything within nine seconds of it.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "--max-semi-space-size=2", "--initial-old-space-size=32", "--no-incremental-marking"]
CMD ["cli/src/main.ts", "--help"]
