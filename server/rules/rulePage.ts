/** Where Scopelight is at home. */
export const HOME_PAGE = 'https://github.com/scopelight/scopelight'

/** The page that explains a rule, generated from the rule itself. */
export function rulePage(rule: string): string {
  return `${HOME_PAGE}/blob/main/docs/rules/${rule}.md`
}
