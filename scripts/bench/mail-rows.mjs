// How fast one worker hands personal mails over, to a mail server in a process of its own that only counts them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { root } from '../installation.mjs'
import { judged } from './report.mjs'
import { spreadOf } from './statistics.mjs'

/** A mail server, and how many mails it took; ended by `stop`. */
export async function startSink() {
  const args = ['scripts/bench/mail-sink.mjs']
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const [url] = await once(lines, 'line')
  let taken = 0
  lines.on('line', () => taken++)
  return { url, taken: () => taken, stop: () => child.kill() }
}

/** Each recipient's own name, links and one side of a dynamic content block. */
function content(listId) {
  const text = (id, html) => ({ type: 'Text', props: { id, html } })
  const paragraph =
    '<p>A line of about the length that lines in a newsletter have, and then some more of it.</p>'
  const blocks = Array.from({ length: 8 }, (_, n) => [
    { type: 'Heading', props: { id: `h${n}`, text: `Offer ${n}`, level: '2', align: 'left' } },
    text(`t${n}`, `<p>For {{externalId}}, at {{email|home}}.</p>${paragraph.repeat(3)}`),
    {
      type: 'Button',
      props: { id: `b${n}`, label: 'Look', link: `https://shop.example/${n}`, align: 'left' },
    },
  ])
  const dynamic = {
    type: 'Dynamic',
    props: {
      ...{ id: 'd', listId, listName: 'Bench', listKind: 'audience' },
      ...{ content: [text('in', '<p>Yours</p>')], otherwise: [text('out', '<p>For all</p>')] },
    },
  }
  return {
    root: {},
    content: [...blocks.flat(), dynamic, text('u', '<p><a href="{{unsubscribe}}">Stop</a></p>')],
  }
}

/** A mailing that is due, to everybody in a new audience of so many. */
async function dueMailing({ database, accountId }, name, recipients) {
  const { rows } = await database.query(
    `with l as (insert into list (account_id, kind, name, name_key) values ($1, 'audience', $2, $2) returning id),
     a as (insert into audience (account_id, id, external_id, member_count) select $1, id, $2, $3 from l),
     m as (
       insert into member (account_id, audience_id, contact_id, joined_revision)
       select $1, l.id, c.id, 1 from l, (
         select id from contact where account_id = $1 and status = 'active' and email is not null order by id limit $3) c)
     select id from l`,
    [accountId, name, recipients],
  )
  const listId = rows[0].id
  const mailing = await database.query(
    `with g as (
       insert into message (account_id, name, name_key, status, subject, content)
       values ($1, $2, $2, 'final', 'For {{externalId}}', $3) returning id)
     insert into mailing (account_id, name, status, message_id, sender_name, sender_email, target_kind, target_list_id,
       is_service, scheduled_at)
     select $1, $2, 'scheduled', id, 'The shop', 'news@shop.example', 'dynamic-list', $4, true, now() from g
     returning id`,
    [accountId, name, content(listId), listId],
  )
  return mailing.rows[0].id
}

/** From the first mail that was taken to the last. The worker is one process; database and sink share the machine with it. */
export async function mailRow(target, sink, { mails, repetitions }) {
  const rates = []
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const before = sink.taken()
    const mailingId = await dueMailing(target, `mails-${repetition}`, mails)
    rates.push(await rateOf(target, mailingId))
    if (sink.taken() - before !== mails)
      throw new Error(`${sink.taken() - before} of ${mails} mails were taken.`)
  }
  return judged({
    name: `sending ${mails.toLocaleString('en')} personal mails, one worker`,
    spread: spreadOf(rates),
    limit: 500,
    unit: '/s',
    notes: 'rendered each; to a mail server on this machine',
  })
}

async function rateOf({ database, accountId }, mailingId) {
  for (;;) {
    const { rows } = await database.query(
      'select status, problem from mailing where account_id = $1 and id = $2',
      [accountId, mailingId],
    )
    if (rows[0].problem !== null) throw new Error(rows[0].problem)
    if (rows[0].status === 'sent') break
    await sleep(100)
  }
  const { rows } = await database.query(
    `select count(*) / extract(epoch from max(sent_at) - min(sent_at)) as rate from mailing_recipient
     where account_id = $1 and mailing_id = $2 and status = 'sent'`,
    [accountId, mailingId],
  )
  return Number(rows[0].rate)
}
