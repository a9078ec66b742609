'use client'

import { ApiReferenceReact } from '@scalar/api-reference-react'
import '@scalar/api-reference-react/style.css'
import './viewer.css'
import { type RefObject, useEffect, useMemo, useRef, useSyncExternalStore } from 'react'

const dark = '(prefers-color-scheme: dark)'

function watchTheme(onChange: () => void): () => void {
  const query = window.matchMedia(dark)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

function themeOfPage(): 'dark' | 'light' {
  const { theme } = document.documentElement.dataset
  if (theme === 'dark' || theme === 'light') return theme
  return window.matchMedia(dark).matches ? 'dark' : 'light'
}

/** Its copy buttons have a picture only: whoever does not see it hears this. */
function useReachableParts(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const name = () => {
      const unnamed = frame.current?.querySelectorAll('button.group\\/copy-button:not([aria-label])') ?? []
      for (const button of unnamed) button.setAttribute('aria-label', 'Copy')
      // What scrolls must be reached by keyboard too.
      const scrolling = frame.current?.querySelectorAll('.scalar-card-content:not([tabindex])') ?? []
      for (const region of scrolling) region.setAttribute('tabindex', '0')
    }
    const observer = new MutationObserver(name)
    if (frame.current) observer.observe(frame.current, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [frame])
}

/** Scalar, with everything switched off that would leave this installation: fonts, telemetry, proxies, its own services. */
export function Viewer({ url }: { url: string }) {
  const frame = useRef<HTMLDivElement>(null)
  useReachableParts(frame)
  const theme = useSyncExternalStore(watchTheme, themeOfPage, () => 'light' as const)
  const configuration = useMemo(
    () => ({
      url,
      baseServerURL: window.location.origin,
      theme: 'none' as const,
      forceDarkModeState: theme,
      hideDarkModeToggle: true,
      withDefaultFonts: false,
      telemetry: false,
      persistAuth: false,
      hideClientButton: true,
      showDeveloperTools: 'never' as const,
      agent: { disabled: true },
      mcp: { disabled: true },
      documentDownloadType: 'json' as const,
      defaultHttpClient: { targetKey: 'shell' as const, clientKey: 'curl' as const },
      defaultOpenFirstTag: true,
      authentication: { preferredSecurityScheme: 'bearer' },
      searchHotKey: 'k' as const,
    }),
    [url, theme],
  )
  return (
    <div ref={frame}>
      <ApiReferenceReact configuration={configuration} />
    </div>
  )
}
