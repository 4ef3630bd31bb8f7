import { parseDocument } from 'yaml'
import { lookAtFiles } from './floor.mjs'

lookAtFiles('goose.yaml', (text) => parseDocument(text, { prettyErrors: false }).errors.length)
