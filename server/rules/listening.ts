import { isLoopback } from '../model/launch/url.ts'
import type { Argument, Launch } from '../model/launch.ts'
import type { Text } from '../model/place.ts'

/** `0.0.0.0`, `::` or `*`, with or without a port: a name for every interface of the machine. */
export const EVERY_INTERFACE = /^(?:0\.0\.0\.0|\[?::\]?|\*)(?=$|:\d)/

/** Addresses a server is told to listen on: options and variables whose name says nothing else. */
export function boundAddresses({ args, env }: Launch): readonly Text[] {
  const flags = args
    .filter(({ of, flag }) => of === 'server' && flag !== undefined && BIND_FLAG.test(flag))
    .map(({ value }) => value)
  const variables = env.flatMap(({ name, value }) => (value && BIND_VARIABLE.test(name) ? [value] : []))
  return [...flags, ...variables]
}

const BIND_FLAG = /^--(?:host|address|bind(?:-address)?|listen(?:-address)?)$/
const BIND_VARIABLE = /^(?:(?:MCP|FASTMCP|SERVER|MCP_SERVER|HTTP)_)?HOST$|^(?:[A-Z]+_)?BIND(?:_ADDRESS|_HOST)?$/

/** Ports a container offers to other machines: published without an address of loopback in front. */
export function openPorts({ args }: Launch): readonly Argument[] {
  return args.filter(({ of, kind, flag, text, value }) => {
    if (of !== 'container') return false
    if (kind === 'flag' && flag === undefined) return text === '--publish-all' || /^-[itd]*P[itd]*$/.test(text)
    return (flag === '-p' || flag === '--publish') && !isLoopback(publishedAddress(value.text))
  })
}

/** `[address:][port:]port`: the address, empty where there is none. */
function publishedAddress(text: string): string {
  const bracketed = /^\[([^\]]*)\]:/.exec(text)?.[1]
  if (bracketed !== undefined) return bracketed
  const parts = text.split(':')
  return parts.length > 2 ? (parts[0] ?? '') : ''
}

/** What tells that a server answers on a port and not only on its standard input. */
export function showsListening(launch: Launch): boolean {
  if (boundAddresses(launch).length > 0) return true
  const flags = launch.args.some(({ of, flag, value }) => {
    if (of !== 'server' || flag === undefined) return false
    return flag === '--port' || (/^--transport$/.test(flag) && /http|sse/i.test(value.text))
  })
  return flags || launch.env.some(({ name, value }) => /(?:^|_)TRANSPORT$/.test(name) && /http|sse/i.test(value?.text ?? ''))
}

/** The port of `--port 8080` or `--address 127.0.0.1:8080`. */
export function listeningPort(launch: Launch): string | undefined {
  const given = launch.args.find(({ of, flag }) => of === 'server' && flag === '--port')?.value.text
  const addressed = boundAddresses(launch).flatMap(({ text }) => /:(\d{1,5})$/.exec(text)?.[1] ?? [])
  return [given, ...addressed].find((port) => port !== undefined && /^\d{1,5}$/.test(port))
}
