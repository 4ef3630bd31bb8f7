#!/usr/bin/env node
// The floor for a Node program that sees the bytes: pipe() both ways, nothing parsed.
import { startServer } from './common.mjs'

const child = startServer(['pipe', 'pipe', 'inherit'])
process.stdin.pipe(child.stdin)
child.stdout.pipe(process.stdout)
