#!/bin/sh
# Plays docker for the tests of deployments: writes down what it is told.
printf '%s\n' "$*" >>"$PLAYED_DOCKER_LOG"
case "$*" in
'version '*) echo 28.2.2 ;;
*' login '*)
  # As the real one does where it knows of no keychain.
  password=$(cat)
  printf 'password %s\n' "$password" >>"$PLAYED_DOCKER_LOG"
  printf '%s' "$password" >"$2/token"
  ;;
*' push '*) [ -e "$2/token" ] || exit 1 ;;
esac
case "$*" in
"${PLAYED_DOCKER_FAILS:-nothing} "*) exit 17 ;;
esac
