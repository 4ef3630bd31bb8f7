import type { ComponentChildren } from 'preact'
import type { CallDetail, CredentialDetail } from '../../server/protocol/viewMessages.ts'
import { accessOfName } from '../../server/trace/access.ts'
import { visibleText } from '../../server/trace/visibleText.ts'
import { chipClass, chipTitle } from './chips.ts'
import { isoTime } from './format.ts'
import { store } from './model.ts'
import { ACCESS_LETTER, accessName, type Chip, rowFacts } from './rowFacts.ts'
import { ACCESS_WORDS, isFailed, STATUS_WORDS, TEXTS } from './texts.ts'

const KNOWN_BY: Readonly<Record<string, string>> = {
  launch: 'known by how the proxy was launched',
  token: 'known by a token',
  jwt: 'known by a JWT',
  spiffe: 'known by SPIFFE',
}
const PLACES: Readonly<Record<string, string>> = {
  env: 'environment variable',
  header: 'header',
  argument: 'argument',
  oauth: 'OAuth sign-in',
}

/** The chain from who to what: workload, credentials, tool, effect. */
export function AccessTab({ call, id }: { readonly call: CallDetail; readonly id: number }) {
  if (!store.rows.has(id)) return null
  const row = rowFacts(store, id)
  const { workload } = call
  return (
    <div class="chain">
      <Step icon="account" title="Workload identity">
        {workload.name === undefined ? (
          <p class="muted">{TEXTS.noWorkload}</p>
        ) : (
          <p>
            {visibleText(workload.name)} <span class="muted">{KNOWN_BY[workload.by] ?? ''}</span>
          </p>
        )}
        {workload.client !== undefined && <p class="muted">The client says it is {visibleText(workload.client)}.</p>}
      </Step>
      <Step icon="key" title={call.credentials.length > 1 ? `Credentials (${call.credentials.length})` : 'Credential'}>
        {call.credentials.length === 0 && <p class="muted">{TEXTS.noCredential}</p>}
        {call.credentials.map((credential) => (
          <Credential key={`${credential.where} ${credential.name} ${credential.fingerprint}`} credential={credential} />
        ))}
      </Step>
      <Step icon="tools" title={row.protocol ? 'Message' : 'Tool'}>
        <p>
          {visibleText(row.server)} / {visibleText(row.tool)}
        </p>
        {!row.protocol && (
          <p class="muted">
            <i class={`letter a-${row.access}`}>{ACCESS_LETTER[row.access]}</i> {ACCESS_WORDS[row.access]}
            {row.inferred ? ', inferred from its annotations and name' : ''}
          </p>
        )}
      </Step>
      <Step icon="zap" title={isFailed(row.status) ? 'Error' : 'Effect'} last>
        <p class={isFailed(row.status) ? 'failed' : ''}>{row.effect === '' ? '–' : visibleText(row.effect)}</p>
        <p class="muted">{STATUS_WORDS[row.status]}</p>
        {call.notes.map((note) => (
          <p key={note} class="muted">
            {visibleText(note)}
          </p>
        ))}
      </Step>
    </div>
  )
}

function Step(props: {
  readonly icon: string
  readonly title: string
  readonly last?: boolean
  readonly children: ComponentChildren
}) {
  return (
    <section class={`step${props.last ? ' last' : ''}`}>
      <i class={`codicon codicon-${props.icon}`} aria-hidden="true" />
      <h3>{props.title}</h3>
      {props.children}
    </section>
  )
}

function Credential({ credential }: { readonly credential: CredentialDetail }) {
  const { name, kind, label, where, fingerprint, scopes, verified, expires, issuer } = credential
  return (
    <div class="credential">
      <p>
        {visibleText(label ?? kind ?? name)}{' '}
        <span class="muted mono" title="Tells the same credential in two places, and nothing else">
          {visibleText(fingerprint)}
        </span>
      </p>
      <p class="muted">
        {PLACES[where] ?? where} {visibleText(name)}
        {issuer === undefined ? '' : `, from ${visibleText(issuer)}`}
        {expires === undefined ? '' : `, ${expiry(expires)}`}
      </p>
      {label !== undefined && kind !== undefined && <p class="muted">Kind {visibleText(kind)}</p>}
      {scopes === undefined ? (
        <p>
          <ScopeChip chip={{ name: 'unknown', access: 'unclassified', mark: 'unknown' }} />
          <span class="muted">{TEXTS.unknownScopes}</span>
        </p>
      ) : (
        <>
          <p class="chips">
            {scopes.map((scope) => (
              <ScopeChip
                key={scope}
                chip={{ name: scope, access: accessName(accessOfName(scope)), mark: verified ? 'plain' : 'unverified' }}
              />
            ))}
          </p>
          {scopes.length === 0 ? (
            <p class="muted">{TEXTS.noScopes}</p>
          ) : (
            !verified && <p class="muted">{TEXTS.unverifiedScopes}</p>
          )}
        </>
      )}
    </div>
  )
}

function ScopeChip({ chip }: { readonly chip: Chip }) {
  return (
    <span class={chipClass(chip)} data-mark={chip.mark} title={chipTitle(chip)}>
      <i>{ACCESS_LETTER[chip.access]}</i>
      <span class="n">{visibleText(chip.name)}</span>
    </span>
  )
}

function expiry(ms: number): string {
  const left = ms - Date.now()
  if (left <= 0) return `expired ${isoTime(ms).slice(0, 16)}`
  return left < 86_400_000 ? `expires in ${Math.ceil(left / 60_000)} min` : `expires ${isoTime(ms).slice(0, 10)}`
}
