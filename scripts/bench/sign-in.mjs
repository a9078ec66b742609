// Signs in as a browser without JavaScript does, by posting the form it was given.
import { send, sendWell } from './http.mjs'

/** @returns the cookies of the session, for a Cookie header */
export async function signIn({ url, agent, email, password }) {
  const page = await sendWell({ url: `${url}/login`, agent })
  const form = new FormData()
  for (const [, attributes] of page.text.matchAll(/<input([^>]*type="hidden"[^>]*)>/g)) {
    form.append(attribute(attributes, 'name'), attribute(attributes, 'value'))
  }
  form.append('email', email)
  form.append('password', password)
  const encoded = new Response(form)
  const answer = await send({
    url: `${url}/login`,
    agent,
    method: 'POST',
    headers: { 'content-type': encoded.headers.get('content-type'), origin: url },
    body: Buffer.from(await encoded.arrayBuffer()),
  })
  const cookies = answer.headers['set-cookie'] ?? []
  if (cookies.length === 0) throw new Error(`Signing in was refused: ${answer.status}`)
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ')
}

function attribute(attributes, name) {
  const [, value = ''] = new RegExp(`${name}="([^"]*)"`).exec(attributes) ?? []
  return value.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&')
}
