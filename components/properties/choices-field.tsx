'use client'

import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { entriesMax, type SetEntry } from '@/lib/contacts/schema'
import { Button } from '../ui/button'
import { FormMessage } from '../ui/form-message'
import { IconButton } from '../ui/icon-button'
import { Input } from '../ui/input'
import { freeBit } from './property-words'

/** A choice as it is typed. The bit of one that is saved stays. */
export type Choice = { key: string; bit: string; description: string; known: boolean }

export function choiceOf({ bit, description }: SetEntry): Choice {
  return { key: `known-${bit}`, bit: String(bit), description, known: true }
}

export function entriesOf(choices: readonly Choice[]): SetEntry[] {
  return choices.map(({ bit, description }, at) => ({
    bit: bit.trim() === '' ? Number.NaN : Number(bit),
    description,
    rank: at + 1,
  }))
}

type Props = { choices: Choice[]; onChange: (choices: Choice[]) => void; error: string | undefined }

/** The choices of a set, in their order, each under the bit by which systems name it. */
export function ChoicesField({ choices, onChange, error }: Props) {
  const change = (at: number, part: Partial<Choice>) =>
    onChange(choices.map((choice, i) => (i === at ? { ...choice, ...part } : choice)))
  const move = (at: number, to: number) => {
    const choice = choices[at]
    if (choice && to >= 0 && to < choices.length) onChange(choices.toSpliced(at, 1).toSpliced(to, 0, choice))
  }
  const add = () => {
    const bit = freeBit(choices.map((choice) => ({ bit: Number(choice.bit) })))
    onChange([...choices, { key: crypto.randomUUID(), bit: String(bit), description: '', known: false }])
  }
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 font-medium text-sm">Choices</legend>
      <p className="text-muted text-xs">
        Systems name a choice by its bit, a number from 0 to 63 that stays.
      </p>
      {choices.map((choice, at) => {
        const label = choice.description || `choice ${at + 1}`
        return (
          <div key={choice.key} className="flex items-center gap-2">
            <span className="w-12 shrink-0">
              <Input
                aria-label={`Bit of ${label}`}
                inputMode="numeric"
                className="text-right"
                value={choice.bit}
                readOnly={choice.known}
                onChange={(event) => change(at, { bit: event.target.value })}
              />
            </span>
            <Input
              aria-label={`Name of choice ${at + 1}`}
              // Whoever adds one names it next.
              autoFocus={!choice.known && choice.description === ''}
              autoComplete="off"
              value={choice.description}
              onChange={(event) => change(at, { description: event.target.value })}
            />
            <span className="flex shrink-0">
              <IconButton
                size="small"
                label={`Move ${label} up`}
                icon={<ArrowUp aria-hidden />}
                aria-disabled={at === 0}
                onClick={() => move(at, at - 1)}
              />
              <IconButton
                size="small"
                label={`Move ${label} down`}
                icon={<ArrowDown aria-hidden />}
                aria-disabled={at === choices.length - 1}
                onClick={() => move(at, at + 1)}
              />
              <IconButton
                size="small"
                label={`Remove ${label}`}
                icon={<X aria-hidden />}
                onClick={() => onChange(choices.toSpliced(at, 1))}
              />
            </span>
          </div>
        )
      })}
      <FormMessage>{error}</FormMessage>
      <Button
        size="small"
        icon={<Plus aria-hidden />}
        className="self-start"
        aria-disabled={choices.length >= entriesMax}
        onClick={() => choices.length < entriesMax && add()}
      >
        Add choice
      </Button>
    </fieldset>
  )
}
