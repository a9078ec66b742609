import { countReach } from '@/lib/lists/reach'
import { answerReach } from '../../reach-answer'

export function GET(request: Request) {
  return answerReach(request, countReach)
}
