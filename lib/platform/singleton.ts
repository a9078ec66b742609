/**
 * One value per process under a name. Module scope is not enough: the framework may load a module
 * once per bundle, and again on every hot reload, and each copy would open connections of its own.
 */
export function singleton<T>(name: string, make: () => T): { get: () => T; clear: () => T | undefined } {
  const key = Symbol.for(`roster.${name}`)
  const held = globalThis as { [key: symbol]: T | undefined }
  return {
    get: () => {
      held[key] ??= make()
      return held[key]
    },
    clear: () => {
      const value = held[key]
      held[key] = undefined
      return value
    },
  }
}
