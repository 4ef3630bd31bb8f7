// Written by `npm run generate` from the files of the rules. Do not edit.
import allToolsetsEnabled from './least-privilege/all-toolsets-enabled.ts'
import missingReadOnlyMode from './least-privilege/missing-read-only-mode.ts'
import suppressionWithoutReason from './lifecycle/suppression-without-reason.ts'
import unusedSuppression from './lifecycle/unused-suppression.ts'
import dockerPrivileged from './reach/docker-privileged.ts'
import dockerSocketMount from './reach/docker-socket-mount.ts'
import filesystemRootTooBroad from './reach/filesystem-root-too-broad.ts'
import type { Rule } from './rule.ts'
import dsnWithPassword from './secrets/dsn-with-password.ts'
import hardcodedSecret from './secrets/hardcoded-secret.ts'
import longLivedCredential from './secrets/long-lived-credential.ts'
import secretInArgs from './secrets/secret-in-args.ts'
import secretInUrl from './secrets/secret-in-url.ts'
import configParseError from './structure/config-parse-error.ts'
import urlWithoutType from './structure/url-without-type.ts'
import wrongRootKey from './structure/wrong-root-key.ts'
import mutableImageTag from './supply-chain/mutable-image-tag.ts'
import unpinnedPackage from './supply-chain/unpinned-package.ts'
import plaintextHttp from './transport/plaintext-http.ts'

/** Every rule of this version. */
export const RULES: readonly Rule[] = [
  allToolsetsEnabled,
  missingReadOnlyMode,
  suppressionWithoutReason,
  unusedSuppression,
  dockerPrivileged,
  dockerSocketMount,
  filesystemRootTooBroad,
  dsnWithPassword,
  hardcodedSecret,
  longLivedCredential,
  secretInArgs,
  secretInUrl,
  configParseError,
  urlWithoutType,
  wrongRootKey,
  mutableImageTag,
  unpinnedPackage,
  plaintextHttp,
]
