#!/usr/bin/env node
// A Node launcher that never touches the bytes (stdio "inherit"): what being there costs at start-up.
import { startServer } from './common.mjs'

startServer('inherit')
