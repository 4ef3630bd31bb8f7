import { describe, expect, it } from 'vitest'
import { documentPath, fromNativePath, relativeToFolders } from '../../server/language/documentPath.ts'

describe('documentPath', () => {
  it.each([
    ['file:///home/ann/app/.vscode/mcp.json', '/home/ann/app/.vscode/mcp.json', true],
    ['file:///home/ann/caf%C3%A9/%F0%9D%84%9E/.mcp.json', '/home/ann/café/𝄞/.mcp.json', true],
    ['file:///home/ann/100%/.mcp.json', '/home/ann/100%/.mcp.json', true],
    ['file:///c%3A/Users/Ann/.cursor/mcp.json', 'c:/Users/Ann/.cursor/mcp.json', true],
    ['file:///C:/Users/Ann/.cursor/mcp.json', 'c:/Users/Ann/.cursor/mcp.json', true],
    ['file://server/share/app/.mcp.json', '//server/share/app/.mcp.json', true],
    ['file://localhost/home/ann/.mcp.json', '/home/ann/.mcp.json', true],
    ['vscode-remote://ssh-remote%2Bbox/home/ann/.mcp.json', '/home/ann/.mcp.json', false],
    ['untitled:/home/ann/app/.mcp.json', '/home/ann/app/.mcp.json', false],
    ['untitled:Untitled-1', 'Untitled-1', false],
    ['git:/home/ann/.mcp.json?%7B%22ref%22%3A%22~%22%7D', '/home/ann/.mcp.json', false],
    ['file:///home/ann/a%23b/.mcp.json', '/home/ann/a#b/.mcp.json', true],
  ])('reads %s', (uri, path, onDisk) => {
    expect(documentPath(uri)).toEqual({ path, onDisk })
  })

  it('says that a text without a scheme is no address', () => {
    expect(documentPath('/home/ann/.mcp.json')).toBeUndefined()
    expect(documentPath('')).toBeUndefined()
  })
})

describe('relativeToFolders', () => {
  it('takes the innermost folder that holds the file', () => {
    expect(relativeToFolders('/w/app/sub/.mcp.json', ['/w', '/w/app', '/w/app/other'])).toBe('sub/.mcp.json')
  })

  it('compares whole segments', () => {
    expect(relativeToFolders('/w/application/.mcp.json', ['/w/app'])).toBe('/w/application/.mcp.json')
  })

  it('accepts a folder with a slash at its end', () => {
    expect(relativeToFolders('/w/.mcp.json', ['/w/'])).toBe('.mcp.json')
  })
})

it('writes a path of Windows as documents do', () => {
  expect(fromNativePath('C:\\Users\\Ann')).toBe('c:/Users/Ann')
})
