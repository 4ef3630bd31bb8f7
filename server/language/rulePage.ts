const PAGES = 'https://github.com/scopelight/scopelight/blob/main/docs/rules'

/** The page that explains a rule, generated from the rule itself. */
export function rulePage(rule: string): string {
  return `${PAGES}/${rule}.md`
}
