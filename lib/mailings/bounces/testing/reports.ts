const report = (head: string, parts: string[], type = 'delivery-status') =>
  [
    head.trim(),
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=${type};\n\tboundary="b.1/x"`,
    '',
    'This is a MIME-encapsulated message.',
    '',
    ...parts.map((part) => `--b.1/x\n${part.trim()}\n`),
    '--b.1/x--\n',
  ]
    .join('\n')
    .replaceAll('\n', '\r\n')

const original = `
From: "Shop" <news@shop.example>
To: ada@example.com
Subject: Spring
Message-ID: <abc@shop.example>
X-Roster-Mailing: TOKEN
`

const postfix = report(
  `
Return-Path: <>
Received: by mx.shop.example (Postfix) id 4XyZ; Tue, 5 May 2026 09:12:44 +0200 (CEST)
Date: Tue, 5 May 2026 09:12:44 +0200 (CEST)
From: MAILER-DAEMON@mx.shop.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: news+TOKEN@shop.example
Auto-Submitted: auto-replied
Message-Id: <20260505071244.4XyZ@mx.shop.example>`,
  [
    `Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.shop.example.

I'm sorry to have to inform you that your message could not be delivered.

<ada@example.com>: host mail.example.com[192.0.2.4] said: 550 5.1.1
    <ada@example.com>: Recipient address rejected: User unknown (in reply to RCPT TO command)`,
    `Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.shop.example
X-Postfix-Queue-ID: 4XyZ
X-Postfix-Sender: rfc822; news+TOKEN@shop.example
Arrival-Date: Tue,  5 May 2026 09:12:41 +0200 (CEST)

Final-Recipient: rfc822; ada@example.com
Original-Recipient: rfc822;ada@example.com
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.example.com
Diagnostic-Code: smtp; 550 5.1.1 <ada@example.com>: Recipient address
    rejected: User unknown`,
    `Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers
${original}`,
  ],
)

/** Exchange keeps the case of nothing, and tells of the returned mail by its headers alone. */
const exchange = report(
  `
From: <postmaster@example.onmicrosoft.com>
To: <news@shop.example>
Subject: Undeliverable: Spring
Auto-Submitted: auto-replied
X-MS-Exchange-Message-Is-Ndr:`,
  [
    `Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

<html><body><p>Your message to ada@example.com couldn't be delivered.</p></body></html>`,
    `Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR04MB.eurprd04.prod.outlook.com
Received-From-MTA: dns;mx.shop.example
Arrival-Date: Tue, 5 May 2026 07:12:44 +0000

Final-Recipient: rfc822;ada@example.com
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup`,
    `Content-Type: message/rfc822
${original.replace('X-Roster-Mailing', 'X-ROSTER-MAILING')}MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=inner

--inner
Content-Type: text/plain

Hello
--inner--`,
  ],
)

const gmail = report(
  `
Received: by 2002:a05:6402:3c9 with SMTP id abc; Tue, 5 May 2026 00:12:44 -0700 (PDT)
From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
To: NEWS+TOKEN@shop.example
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)`,
  [
    `Content-Type: multipart/related; boundary="r1"

--r1
Content-Type: multipart/alternative; boundary="a1"

--a1
Content-Type: text/plain; charset="UTF-8"

** Address not found **
--a1--
--r1
Content-Type: image/png; name="icon.png"
Content-Disposition: attachment; filename="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgo=
--r1--`,
    `Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com
Arrival-Date: Tue, 05 May 2026 00:12:44 -0700 (PDT)
X-Original-Message-ID: <abc@shop.example>

Final-Recipient: rfc822; ada@gmail.example
Action: failed
Status: 5.0.0
Remote-MTA: dns; gmail-smtp-in.l.google.example. (192.0.2.26, the server for the domain gmail.example.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550 5.1.1 double-checking the recipient's email address for typos. - gsmtp
Last-Attempt-Date: Tue, 05 May 2026 00:12:44 -0700 (PDT)`,
    `Content-Type: message/rfc822
${original}
Hello`,
  ],
)

const delayed = report(
  `
From: MAILER-DAEMON@mx.shop.example (Mail Delivery System)
Subject: Delayed Mail (still being retried)
To: news+TOKEN@shop.example`,
  [
    'Content-Type: text/plain\n\nTHIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE.',
    `Content-Type: message/delivery-status

Reporting-MTA: dns; mx.shop.example

Final-Recipient: rfc822; ada@example.com
Action: delayed
Status: 4.4.1
Diagnostic-Code: X-Postfix; connect to mail.example.com[192.0.2.4]:25: Connection timed out
Will-Retry-Until: Sun, 10 May 2026 09:12:41 +0200 (CEST)`,
  ],
)

const quota = report(
  `
From: Mail Delivery System <Mailer-Daemon@exim.example>
To: news+TOKEN@shop.example
Auto-Submitted: auto-replied
Subject: Mail delivery failed: returning message to sender`,
  [
    'Content-type: text/plain; charset=us-ascii\n\nmailbox is full: retry timeout exceeded',
    `Content-type: message/delivery-status

Reporting-MTA: dns; exim.example

Action: failed
Final-Recipient: rfc822;ada@example.com
Status: 5.0.0
Remote-MTA: dns; mail.example.com
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full`,
  ],
)

const complaint = report(
  `
From: <feedback@provider.example>
To: <fbl@shop.example>
Subject: FW: Spring`,
  [
    'Content-Type: text/plain; charset="US-ASCII"\n\nThis is an email abuse report.',
    `Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <news+TOKEN@shop.example>
Source-IP: 192.0.2.1`,
    `Content-Type: message/rfc822
Content-Disposition: inline
${original}
Hello`,
  ],
  'feedback-report',
)

const away = `From: ada@example.com
To: news+TOKEN@shop.example
Subject: Out of office
Auto-Submitted: auto-replied
Content-Type: text/plain

Action: failed
Status: 5.1.1
`

/** Mail that came back, as mail servers of each kind write it. `TOKEN` stands for the token of the mail it is about. */
export const reports = { postfix, exchange, gmail, delayed, quota, complaint, away }
