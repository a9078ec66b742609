import { z } from 'zod'

export const BounceKind = z.enum(['hard', 'soft', 'complaint'])
export type BounceKind = z.infer<typeof BounceKind>
