import type { Host, HostId } from '../host.ts'
import { agentPlugins } from './agentPlugins.ts'
import { amazonq } from './amazonq.ts'
import { antigravity } from './antigravity.ts'
import { claudeCode } from './claudeCode.ts'
import { claudeCodeSettings } from './claudeCodeSettings.ts'
import { claudeDesktop } from './claudeDesktop.ts'
import { cline } from './cline.ts'
import { codex } from './codex.ts'
import { continueDev } from './continueDev.ts'
import { copilotCli } from './copilotCli.ts'
import { copilotCloudAgent } from './copilotCloudAgent.ts'
import { crush } from './crush.ts'
import { cursor } from './cursor.ts'
import { docker } from './docker.ts'
import { gemini } from './gemini.ts'
import { geminiExtension } from './geminiExtension.ts'
import { generic } from './generic.ts'
import { goose } from './goose.ts'
import { jetbrains } from './jetbrains.ts'
import { kilocode } from './kilocode.ts'
import { kiro } from './kiro.ts'
import { librechat } from './librechat.ts'
import { lmstudio } from './lmstudio.ts'
import { mcpb } from './mcpb.ts'
import { opencode } from './opencode.ts'
import { registry } from './registry.ts'
import { roo } from './roo.ts'
import { toolhive } from './toolhive.ts'
import { visualStudio } from './visualStudio.ts'
import { vscode } from './vscode.ts'
import { warp } from './warp.ts'
import { windsurf } from './windsurf.ts'
import { zed } from './zed.ts'

/** Every host this version reads, the most used first; who is named first is asked first about a path several know. */
export const HOSTS: readonly Host[] = [
  vscode,
  visualStudio,
  claudeCode,
  claudeCodeSettings,
  claudeDesktop,
  cursor,
  copilotCli,
  copilotCloudAgent,
  codex,
  gemini,
  geminiExtension,
  antigravity,
  kiro,
  amazonq,
  opencode,
  windsurf,
  cline,
  roo,
  kilocode,
  jetbrains,
  zed,
  continueDev,
  goose,
  crush,
  librechat,
  lmstudio,
  warp,
  docker,
  mcpb,
  registry,
  agentPlugins,
  toolhive,
  generic,
]

export function hostById(id: HostId): Host | undefined {
  return HOSTS.find((host) => host.id === id)
}
