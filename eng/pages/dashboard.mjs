// dashboard.mjs ADDRESS SECONDS [TABS]: what a browser finds in a live page, as JSON: errors, frames a second, memory, what was shown, findings of axe-core.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { patience, withPage } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [address, seconds, tabs = '1', picture] = process.argv.slice(2);
const report = { errors: [], requests: [], axe: [], overflow: [] };

function openTabs(count, watch) {
  let opened, close;
  const tabs = { opened: new Promise(done => opened = done), close: () => close() };
  const until = new Promise(done => close = done);
  tabs.closed = withPage({ width: 1280, online: true }, async page => {
    for (let i = 0; i < count; i++) {
      const tab = i === 0 ? page : await page.context().newPage();
      watch(tab);
      await tab.goto(address);
    }
    opened();
    await until;
  });
  return tabs;
}

for (const { width, dark } of [{ width: 1280, dark: false }, { width: 390, dark: true }]) {
  await withPage({ width, dark, online: true }, async page => {
    const watch = page => {
      page.on('console', message => { if (['error', 'warning'].includes(message.type())) report.errors.push(message.text()); });
      page.on('pageerror', error => report.errors.push(String(error)));
      page.on('request', request => { if (!request.url().startsWith(address) && !request.url().startsWith('data:')) report.requests.push(request.url()); });
      page.on('dialog', dialog => { report.errors.push('dialog: ' + dialog.message()); dialog.dismiss(); });
    };
    watch(page);
    await page.goto(address);
    // A browser holds six connections to a server: further tabs are opened in further browsers.
    const closing = [];
    for (let left = width === 1280 ? Number(tabs) - 1 : 0; left > 0; left -= 5) closing.push(openTabs(Math.min(left, 5), watch));
    await Promise.all(closing.map(tabs => tabs.opened));
    await page.bringToFront();
    await page.waitForTimeout(width === 1280 ? 1000 : 1500);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) report.overflow.push({ width, wide });
    if (width === 1280) {
      // The first alerts have been shown.
      await page.waitForFunction(() => window.dashboard.sky > 0 && document.querySelectorAll('#cards .card').length >= 3 && document.getElementById('state').textContent === 'live');
      const before = await page.evaluate(() => ({ ...window.dashboard }));
      Object.assign(report, await page.evaluate(([seconds, came, patience]) => new Promise(done => {
        let frames = 0, last = performance.now(), longestFrameMs = 0, slowFrames = 0;
        const start = last, heaps = [], tick = () => {
          const now = performance.now(), passed = now - start, gap = now - last;
          frames++;
          last = now;
          if (gap > 100) slowFrames++;
          longestFrameMs = Math.max(longestFrameMs, Math.round(gap));
          // Twenty looks at the memory of the page: where it grows, the last are higher than the first.
          if (passed > heaps.length * seconds * 50) heaps.push(Math.round(performance.memory.usedJSHeapSize / 1e5) / 10);
          if (passed > seconds * 1000 && (window.dashboard.came > came || passed > patience)) done({ framesPerSecond: frames / passed * 1000, longestFrameMs, slowFrames, heaps }); else requestAnimationFrame(tick);
        };
        requestAnimationFrame(tick);
      }), [Number(seconds), before.came, patience]));
      report.nodes = await page.evaluate(() => document.getElementsByTagName('*').length);
      const after = await page.evaluate(() => ({ ...window.dashboard }));
      report.events = after.frames - before.frames;
      report.came = after.came - before.came;
      report.cards = after.cards - before.cards;
      report.sky = after.sky;
      report.heapMb = Math.max(...report.heaps);
      report.cardsOnPage = await page.locator('#cards .card').count();
      report.total = await page.locator('#total').textContent();
      report.names = await page.locator('#cards .card a').allTextContents();
      report.state = await page.locator('#state').textContent();
      await page.getByRole('button', { name: 'Galactic' }).click();
      await page.locator('#filter').fill('1 >>> 2');
      await page.getByRole('button', { name: 'Show' }).click();
      await page.waitForFunction(() => document.getElementById('fault').textContent !== '').catch(() => {});
      report.fault = await page.locator('#fault').textContent();
      await page.locator('#filter').fill('');
      await page.getByRole('button', { name: 'Show' }).click();
      await page.waitForTimeout(1500);
    }
    if (picture) await page.screenshot({ path: picture.replace('.png', `-${width}.png`) });
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setBypassCSP', { enabled: true });
    await session.send('Runtime.evaluate', { expression: axe });
    const found = await session.send('Runtime.evaluate', { expression: 'axe.run().then(r => JSON.stringify(r.violations.map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)) }))))', awaitPromise: true, returnByValue: true });
    for (const violation of JSON.parse(found.result.value ?? '[]')) report.axe.push({ ...violation, width, dark });
    if (found.exceptionDetails) report.errors.push('axe: ' + JSON.stringify(found.exceptionDetails).slice(0, 300));
    for (const tabs of closing) tabs.close();
    await Promise.all(closing.map(tabs => tabs.closed));
  });
}

// The refusal of the bad filter is an error of the network to the browser's console, which hears of it some time later.
report.errors = report.errors.filter(error => !error.includes('400'));
console.log(JSON.stringify(report));
