/**
 * One question at a time for each key: whoever asks while it is being asked waits for the next time, and shares that answer
 * with all who came meanwhile. So no answer is older than its question, however many ask at once.
 */
export function askedTogether<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  type Asked = { answer: Promise<T>; next?: Promise<T> }
  const asked = new Map<string, Asked>()

  const begin = (key: string): Promise<T> => {
    const answer = ask(key)
    const own: Asked = { answer }
    asked.set(key, own)
    const end = () => {
      if (!own.next) asked.delete(key)
    }
    answer.then(end, end)
    return answer
  }

  return (key) => {
    const now = asked.get(key)
    if (!now) return begin(key)
    const after = () => begin(key)
    now.next ??= now.answer.then(after, after)
    return now.next
  }
}
