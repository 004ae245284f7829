// A Chromium that touches nothing but the pages given to it.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

// A loaded machine may take its time.
export const patience = 120_000;

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function withPage({ width, height = 900, dark = false, online = false }, work) {
  const executablePath = process.env.CHROMIUM ?? places.find(existsSync);
  if (!executablePath) throw new Error('no Chromium; run eng/test-tools.sh');
  const folder = mkdtempSync(join(tmpdir(), 'pages-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    timeout: patience,
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    offline: !online,
  });
  context.setDefaultTimeout(patience);
  try {
    return await work(context.pages()[0] ?? await context.newPage());
  } finally {
    await context.close();
    // What is left of the browser may still write.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
