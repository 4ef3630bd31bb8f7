import { describe, expect, it } from 'vitest'
import { launchOf } from './config.ts'

const shellOf = (command: string, args: readonly string[]) => {
  const { shell, program } = launchOf(command, args)
  return shell ? `${shell.shell}: ${shell.text}` : `no shell, ${program?.text}`
}

describe('what a shell runs', () => {
  it.each([
    ['bash', ['-c', 'a; b'], 'unix: a; b'],
    ['/bin/zsh', ['-l', '-ic', 'a | b'], 'unix: a | b'],
    ['sudo', ['bash', '-ec', 'a && b'], 'unix: a && b'],
    ['cmd.exe', ['/d', '/s', '/c', 'a & b'], 'cmd: a & b'],
    ['cmd', ['/c', 'a', '&&', 'b'], 'cmd: a && b'],
    ['pwsh', ['-NoProfile', '-ExecutionPolicy', 'Bypass', '-Command', 'a; b'], 'powershell: a; b'],
  ])('stands in the launch of %s %j', (command, args, expected) => {
    expect(shellOf(command, args)).toBe(expected)
  })

  it.each([
    ['bash', ['-c', 'acme --x'], 'no shell, acme'],
    ['cmd', ['/c', 'acme', '--url', 'https://a.example/?b=1&c=2'], 'no shell, acme'],
    ['pwsh', ['-NoProfile', '-Command', 'acme --x'], 'no shell, acme'],
    ['powershell', ['-Command', 'npx', '-y', 'acme'], 'no shell, powershell'],
    ['powershell', ['-File', 'start.ps1'], 'no shell, powershell'],
    ['bash', ['start.sh', '-c', 'a; b'], 'no shell, bash'],
    ['bash', [], 'no shell, bash'],
  ])('is nothing where one plain command or a file is started: %s %j', (command, args, expected) => {
    expect(shellOf(command, args)).toBe(expected)
  })
})
