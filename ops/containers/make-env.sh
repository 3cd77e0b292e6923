#!/bin/sh
# Makes .env, which docker-compose.yml takes its passwords from, for its owner only. What stands there already is kept,
# so it may be run again when a version needs another one. Each begins with a letter and has letters and digits only: it
# needs no quotes, be it in an address or in the configuration of nats-server.
set -eu
umask 077
cd "$(dirname "$0")/../.."

for name in \
  POSTGRES_PASSWORD \
  REGPIPE_MIGRATOR_PASSWORD REGPIPE_LOADER_PASSWORD REGPIPE_SCHEDULER_PASSWORD REGPIPE_INTAKE_PASSWORD \
  REGPIPE_PROJECTOR_PASSWORD REGPIPE_QUERY_PASSWORD REGPIPE_GATEWAY_PASSWORD \
  NATS_FETCHER_PASSWORD NATS_TRANSFORMER_PASSWORD NATS_LOADER_PASSWORD NATS_TRACKER_PASSWORD \
  NATS_SCHEDULER_PASSWORD NATS_INTAKE_PASSWORD NATS_PROJECTOR_PASSWORD NATS_QUERY_PASSWORD NATS_GATEWAY_PASSWORD NATS_OPERATOR_PASSWORD \
  REGPIPE_API_TOKEN; do
  if ! grep -qs "^$name=" .env; then
    printf '%s=p%s\n' "$name" "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')" >>.env
  fi
done
echo 'The passwords are in .env.'
