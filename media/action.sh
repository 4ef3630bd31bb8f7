#!/usr/bin/env bash
# What action.yml runs: the variables are its inputs.
set -euo pipefail

args=(lint --format "$SCOPELIGHT_FORMAT" --fail-on "$SCOPELIGHT_FAIL_ON")
if [[ -n $SCOPELIGHT_PERSONA ]]; then args+=(--persona "$SCOPELIGHT_PERSONA"); fi
if [[ -n $SCOPELIGHT_BASELINE ]]; then args+=(--baseline "$SCOPELIGHT_BASELINE"); fi
args+=(--)
while IFS= read -r path; do
  if [[ -n $path ]]; then args+=("$path"); fi
done <<<"$SCOPELIGHT_PATHS"

# A program of this name that is installed already stands for the one of the registry.
program=(npx --yes "scopelight@$SCOPELIGHT_VERSION")
if [[ -n ${SCOPELIGHT_PROGRAM:-} ]]; then program=("$SCOPELIGHT_PROGRAM"); fi

if [[ -n $SCOPELIGHT_OUTPUT ]]; then
  "${program[@]}" "${args[@]}" >"$SCOPELIGHT_OUTPUT"
else
  "${program[@]}" "${args[@]}"
fi
