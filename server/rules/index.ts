// Written by `npm run generate` from the files of the rules. Do not edit.
import environmentMixing from './combinations/environment-mixing.ts'
import lethalTrifecta from './combinations/lethal-trifecta.ts'
import secretReadPlusEgress from './combinations/secret-read-plus-egress.ts'
import untrustedToExecute from './combinations/untrusted-to-execute.ts'
import untrustedToMoney from './combinations/untrusted-to-money.ts'
import additionalDirectoriesBroad from './host-approval/additional-directories-broad.ts'
import agentFileWithoutTools from './host-approval/agent-file-without-tools.ts'
import agentServerWildcard from './host-approval/agent-server-wildcard.ts'
import allowListOverridesLimits from './host-approval/allow-list-overrides-limits.ts'
import allowRuleIgnored from './host-approval/allow-rule-ignored.ts'
import allowUnderBroaderDeny from './host-approval/allow-under-broader-deny.ts'
import approvalBypassInRepo from './host-approval/approval-bypass-in-repo.ts'
import argsPatternOnJsonText from './host-approval/args-pattern-on-json-text.ts'
import deadApprovalKey from './host-approval/dead-approval-key.ts'
import denyRuleIgnored from './host-approval/deny-rule-ignored.ts'
import emptyAllowListReplaces from './host-approval/empty-allow-list-replaces.ts'
import equalPriorityRules from './host-approval/equal-priority-rules.ts'
import falseMeansAsk from './host-approval/false-means-ask.ts'
import globalAutoApprove from './host-approval/global-auto-approve.ts'
import handoffToWiderAgent from './host-approval/handoff-to-wider-agent.ts'
import inertApprovalWildcard from './host-approval/inert-approval-wildcard.ts'
import invalidRegex from './host-approval/invalid-regex.ts'
import laterRuleOverrides from './host-approval/later-rule-overrides.ts'
import misspeltPermissionKey from './host-approval/misspelt-permission-key.ts'
import permissionRuleMatchesNothing from './host-approval/permission-rule-matches-nothing.ts'
import policyFileNotRead from './host-approval/policy-file-not-read.ts'
import policyTrustsAnnotations from './host-approval/policy-trusts-annotations.ts'
import projectServersAutoEnabled from './host-approval/project-servers-auto-enabled.ts'
import serverAllowedByNameOnly from './host-approval/server-allowed-by-name-only.ts'
import slowRegex from './host-approval/slow-regex.ts'
import terminalAutoApproveBroad from './host-approval/terminal-auto-approve-broad.ts'
import toolEnabledAndDisabled from './host-approval/tool-enabled-and-disabled.ts'
import urlAutoApproveWildcard from './host-approval/url-auto-approve-wildcard.ts'
import wildcardAutoApprove from './host-approval/wildcard-auto-approve.ts'
import writeToolAutoApproved from './host-approval/write-tool-auto-approved.ts'
import ambientCredentialInheritance from './identity/ambient-credential-inheritance.ts'
import personalIdentityUsed from './identity/personal-identity-used.ts'
import privilegedProfileName from './identity/privileged-profile-name.ts'
import sharedCredentialAcrossServers from './identity/shared-credential-across-servers.ts'
import adminScope from './least-privilege/admin-scope.ts'
import allToolsetsEnabled from './least-privilege/all-toolsets-enabled.ts'
import broadOauthScope from './least-privilege/broad-oauth-scope.ts'
import deadRestrictionKey from './least-privilege/dead-restriction-key.ts'
import excessiveToolCount from './least-privilege/excessive-tool-count.ts'
import guardrailDisabled from './least-privilege/guardrail-disabled.ts'
import missingReadOnlyMode from './least-privilege/missing-read-only-mode.ts'
import offlineAccessScope from './least-privilege/offline-access-scope.ts'
import shellExecutionServer from './least-privilege/shell-execution-server.ts'
import unknownRestrictionFlag from './least-privilege/unknown-restriction-flag.ts'
import unscopedAccountAccess from './least-privilege/unscoped-account-access.ts'
import writeFlagEnabled from './least-privilege/write-flag-enabled.ts'
import suppressionWithoutReason from './lifecycle/suppression-without-reason.ts'
import unusedSuppression from './lifecycle/unused-suppression.ts'
import agentCanWriteOwnConfig from './reach/agent-can-write-own-config.ts'
import browserRealProfile from './reach/browser-real-profile.ts'
import databaseProductionTarget from './reach/database-production-target.ts'
import databaseSuperuser from './reach/database-superuser.ts'
import databaseWriteCapable from './reach/database-write-capable.ts'
import dockerHostNetwork from './reach/docker-host-network.ts'
import dockerPrivileged from './reach/docker-privileged.ts'
import dockerSocketMount from './reach/docker-socket-mount.ts'
import dockerWritableMount from './reach/docker-writable-mount.ts'
import filesystemOutsideWorkspace from './reach/filesystem-outside-workspace.ts'
import filesystemRootTooBroad from './reach/filesystem-root-too-broad.ts'
import filesystemRootsOverride from './reach/filesystem-roots-override.ts'
import filesystemSecretPath from './reach/filesystem-secret-path.ts'
import gitUnscopedRepository from './reach/git-unscoped-repository.ts'
import kubeBroadContext from './reach/kube-broad-context.ts'
import privateNetworkReachable from './reach/private-network-reachable.ts'
import sandboxApprovesSideEffects from './reach/sandbox-approves-side-effects.ts'
import sandboxMissing from './reach/sandbox-missing.ts'
import secretStoreReachable from './reach/secret-store-reachable.ts'
import unrestrictedEgress from './reach/unrestricted-egress.ts'
import type { Rule } from './rule.ts'
import basicAuthHuman from './secrets/basic-auth-human.ts'
import credentialSentToForeignHost from './secrets/credential-sent-to-foreign-host.ts'
import defaultOrWeakCredential from './secrets/default-or-weak-credential.ts'
import disabledServerKeepsCredential from './secrets/disabled-server-keeps-credential.ts'
import dsnWithPassword from './secrets/dsn-with-password.ts'
import envFileExposed from './secrets/env-file-exposed.ts'
import expiredCredential from './secrets/expired-credential.ts'
import hardcodedSecret from './secrets/hardcoded-secret.ts'
import inputNotMasked from './secrets/input-not-masked.ts'
import jwtAudienceMismatch from './secrets/jwt-audience-mismatch.ts'
import jwtBroadClaims from './secrets/jwt-broad-claims.ts'
import jwtExcessiveLifetime from './secrets/jwt-excessive-lifetime.ts'
import longLivedCredential from './secrets/long-lived-credential.ts'
import privateKeyMaterial from './secrets/private-key-material.ts'
import refreshTokenConfigured from './secrets/refresh-token-configured.ts'
import secretConfigPermissions from './secrets/secret-config-permissions.ts'
import secretInArgs from './secrets/secret-in-args.ts'
import secretInUrl from './secrets/secret-in-url.ts'
import serviceAccountKeyFile from './secrets/service-account-key-file.ts'
import temporaryKeyWithoutSessionToken from './secrets/temporary-key-without-session-token.ts'
import argsWrongType from './structure/args-wrong-type.ts'
import commandContainsArguments from './structure/command-contains-arguments.ts'
import configParseError from './structure/config-parse-error.ts'
import configRunsCommand from './structure/config-runs-command.ts'
import deprecatedConfigLocation from './structure/deprecated-config-location.ts'
import deprecatedSseTransport from './structure/deprecated-sse-transport.ts'
import duplicateServerKey from './structure/duplicate-server-key.ts'
import fieldOfOtherHost from './structure/field-of-other-host.ts'
import genericServerName from './structure/generic-server-name.ts'
import hiddenTextInConfig from './structure/hidden-text-in-config.ts'
import missingLaunchTarget from './structure/missing-launch-target.ts'
import scopeShadowedServer from './structure/scope-shadowed-server.ts'
import serverNameNotAddressable from './structure/server-name-not-addressable.ts'
import serversWrongShape from './structure/servers-wrong-shape.ts'
import sharedFileReadDifferently from './structure/shared-file-read-differently.ts'
import timeoutUnitMismatch from './structure/timeout-unit-mismatch.ts'
import transportFieldConflict from './structure/transport-field-conflict.ts'
import undeclaredInput from './structure/undeclared-input.ts'
import unknownTransportType from './structure/unknown-transport-type.ts'
import unsupportedVariableSyntax from './structure/unsupported-variable-syntax.ts'
import urlWithoutType from './structure/url-without-type.ts'
import wrongRootKey from './structure/wrong-root-key.ts'
import archivedServer from './supply-chain/archived-server.ts'
import debugServerConfigured from './supply-chain/debug-server-configured.ts'
import guardrailIneffectiveVersion from './supply-chain/guardrail-ineffective-version.ts'
import knownMaliciousPackage from './supply-chain/known-malicious-package.ts'
import knownVulnerableVersion from './supply-chain/known-vulnerable-version.ts'
import loaderEnvOverride from './supply-chain/loader-env-override.ts'
import mutableImageTag from './supply-chain/mutable-image-tag.ts'
import registryOverride from './supply-chain/registry-override.ts'
import remoteCodeBootstrap from './supply-chain/remote-code-bootstrap.ts'
import serverCodeAgentWritable from './supply-chain/server-code-agent-writable.ts'
import shellWrapper from './supply-chain/shell-wrapper.ts'
import tlsVerificationDisabled from './supply-chain/tls-verification-disabled.ts'
import typosquatPackage from './supply-chain/typosquat-package.ts'
import unofficialServerHoldsCriticalCredential from './supply-chain/unofficial-server-holds-critical-credential.ts'
import unpinnedGitSource from './supply-chain/unpinned-git-source.ts'
import unpinnedPackage from './supply-chain/unpinned-package.ts'
import wrongEcosystemPackage from './supply-chain/wrong-ecosystem-package.ts'
import bridgeToRemote from './transport/bridge-to-remote.ts'
import hostOriginCheckDisabled from './transport/host-origin-check-disabled.ts'
import metadataEndpoint from './transport/metadata-endpoint.ts'
import plaintextHttp from './transport/plaintext-http.ts'
import tokenPassthrough from './transport/token-passthrough.ts'
import tunnelEndpoint from './transport/tunnel-endpoint.ts'
import unauthenticatedRemote from './transport/unauthenticated-remote.ts'
import wildcardBind from './transport/wildcard-bind.ts'

/** Every rule of this version. */
export const RULES: readonly Rule[] = [
  environmentMixing,
  lethalTrifecta,
  secretReadPlusEgress,
  untrustedToExecute,
  untrustedToMoney,
  additionalDirectoriesBroad,
  agentFileWithoutTools,
  agentServerWildcard,
  allowListOverridesLimits,
  allowRuleIgnored,
  allowUnderBroaderDeny,
  approvalBypassInRepo,
  argsPatternOnJsonText,
  deadApprovalKey,
  denyRuleIgnored,
  emptyAllowListReplaces,
  equalPriorityRules,
  falseMeansAsk,
  globalAutoApprove,
  handoffToWiderAgent,
  inertApprovalWildcard,
  invalidRegex,
  laterRuleOverrides,
  misspeltPermissionKey,
  permissionRuleMatchesNothing,
  policyFileNotRead,
  policyTrustsAnnotations,
  projectServersAutoEnabled,
  serverAllowedByNameOnly,
  slowRegex,
  terminalAutoApproveBroad,
  toolEnabledAndDisabled,
  urlAutoApproveWildcard,
  wildcardAutoApprove,
  writeToolAutoApproved,
  ambientCredentialInheritance,
  personalIdentityUsed,
  privilegedProfileName,
  sharedCredentialAcrossServers,
  adminScope,
  allToolsetsEnabled,
  broadOauthScope,
  deadRestrictionKey,
  excessiveToolCount,
  guardrailDisabled,
  missingReadOnlyMode,
  offlineAccessScope,
  shellExecutionServer,
  unknownRestrictionFlag,
  unscopedAccountAccess,
  writeFlagEnabled,
  suppressionWithoutReason,
  unusedSuppression,
  agentCanWriteOwnConfig,
  browserRealProfile,
  databaseProductionTarget,
  databaseSuperuser,
  databaseWriteCapable,
  dockerHostNetwork,
  dockerPrivileged,
  dockerSocketMount,
  dockerWritableMount,
  filesystemOutsideWorkspace,
  filesystemRootTooBroad,
  filesystemRootsOverride,
  filesystemSecretPath,
  gitUnscopedRepository,
  kubeBroadContext,
  privateNetworkReachable,
  sandboxApprovesSideEffects,
  sandboxMissing,
  secretStoreReachable,
  unrestrictedEgress,
  basicAuthHuman,
  credentialSentToForeignHost,
  defaultOrWeakCredential,
  disabledServerKeepsCredential,
  dsnWithPassword,
  envFileExposed,
  expiredCredential,
  hardcodedSecret,
  inputNotMasked,
  jwtAudienceMismatch,
  jwtBroadClaims,
  jwtExcessiveLifetime,
  longLivedCredential,
  privateKeyMaterial,
  refreshTokenConfigured,
  secretConfigPermissions,
  secretInArgs,
  secretInUrl,
  serviceAccountKeyFile,
  temporaryKeyWithoutSessionToken,
  argsWrongType,
  commandContainsArguments,
  configParseError,
  configRunsCommand,
  deprecatedConfigLocation,
  deprecatedSseTransport,
  duplicateServerKey,
  fieldOfOtherHost,
  genericServerName,
  hiddenTextInConfig,
  missingLaunchTarget,
  scopeShadowedServer,
  serverNameNotAddressable,
  serversWrongShape,
  sharedFileReadDifferently,
  timeoutUnitMismatch,
  transportFieldConflict,
  undeclaredInput,
  unknownTransportType,
  unsupportedVariableSyntax,
  urlWithoutType,
  wrongRootKey,
  archivedServer,
  debugServerConfigured,
  guardrailIneffectiveVersion,
  knownMaliciousPackage,
  knownVulnerableVersion,
  loaderEnvOverride,
  mutableImageTag,
  registryOverride,
  remoteCodeBootstrap,
  serverCodeAgentWritable,
  shellWrapper,
  tlsVerificationDisabled,
  typosquatPackage,
  unofficialServerHoldsCriticalCredential,
  unpinnedGitSource,
  unpinnedPackage,
  wrongEcosystemPackage,
  bridgeToRemote,
  hostOriginCheckDisabled,
  metadataEndpoint,
  plaintextHttp,
  tokenPassthrough,
  tunnelEndpoint,
  unauthenticatedRemote,
  wildcardBind,
]
