import { malformedAddress } from '@/lib/reference/resource'

export const dynamic = 'force-dynamic'

export const GET = malformedAddress
export const POST = malformedAddress
export const PUT = malformedAddress
export const PATCH = malformedAddress
export const DELETE = malformedAddress
export const HEAD = malformedAddress
export const OPTIONS = malformedAddress
