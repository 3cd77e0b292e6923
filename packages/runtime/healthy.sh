#!/bin/sh
# Whether a service is well, by what it writes to REGPIPE_HEALTH_FILE every five seconds (src/health.ts).
#
#   healthy.sh         it can do its work: its servers answer
#   healthy.sh alive   its process works, whatever its servers do. Restart it when this fails, not when the other does:
#                      a service waits for its servers by itself.
#   healthy.sh begun   it could do its work once, and its process works since. For who waits for a service and restarts
#                      it by one and the same answer, as ECS does.
set -eu

oldest=$(($(date +%s) - 20))
if ! read -r written state 2>/dev/null <"$REGPIPE_HEALTH_FILE" || [ "$written" -lt "$oldest" ]; then
  echo 'no sign of life'
  exit 1
fi
echo "$state"
begun=$REGPIPE_HEALTH_FILE.begun
case ${1:-ready} in
  alive) ;;
  begun)
    if [ "$state" = ok ]; then : >"$begun"; fi
    [ -e "$begun" ]
    ;;
  *) [ "$state" = ok ] ;;
esac
