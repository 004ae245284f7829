// check.mjs PAGE [SEARCH]: what a browser finds in a page, as JSON: errors, points, pictures, hits of a search, findings of axe-core, widths.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { withPage } from './browser.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [file, search] = process.argv.slice(2);
const report = { errors: [], requests: [], axe: [], overflow: [] };

for (const dark of [false, true]) {
  for (const width of [390, 1280]) {
    await withPage({ width, dark }, async page => {
      page.on('console', message => { if (['error', 'warning'].includes(message.type())) report.errors.push(message.text()); });
      page.on('pageerror', error => report.errors.push(String(error)));
      page.on('request', request => { if (!/^(file|data):/.test(request.url())) report.requests.push(request.url()); });
      page.on('dialog', dialog => { report.errors.push('dialog: ' + dialog.message()); dialog.dismiss(); });
      await page.goto('file://' + resolve(file));
      await page.waitForTimeout(200);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) report.overflow.push({ width, wide });

      // One look at each colour scheme and each width is enough for axe.
      if (dark !== (width === 390)) return;
      // The policy of the page forbids scripts that are not its own, so axe comes in past it.
      const session = await page.context().newCDPSession(page);
      await session.send('Page.setBypassCSP', { enabled: true });
      await session.send('Runtime.evaluate', { expression: axe });
      const found = await session.send('Runtime.evaluate', { expression: 'axe.run().then(r => JSON.stringify(r.violations.map(v => ({ id: v.id, impact: v.impact, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)) }))))', awaitPromise: true, returnByValue: true });
      for (const violation of JSON.parse(found.result.value ?? '[]')) report.axe.push({ ...violation, width, dark });
      if (found.exceptionDetails) report.errors.push('axe: ' + JSON.stringify(found.exceptionDetails).slice(0, 300));

      if (dark || width !== 1280) return;
      report.title = await page.title();
      report.heading = await page.locator('h1').textContent();
      report.marks = await page.locator('#curve .mark').count();
      report.limits = await page.locator('#curve .limit').count();
      report.pictures = await page.evaluate(() => [...document.images].filter(i => i.offsetParent !== null && i.naturalWidth > 0).length);
      report.rows = await page.locator('#alerts tbody tr').count();
      if (await page.locator('#curve .plot').count()) {
        await page.locator('#curve .plot').focus();
        await page.keyboard.press('End');
        report.tip = await page.locator('.tip').innerText();
        report.spoken = await page.locator('[aria-live]').innerText();
        for (const button of await page.locator('#curve .seg button[aria-pressed="false"]').all()) await button.click();
        report.marksAfterSwitches = await page.locator('#curve .mark').count();
        await page.getByRole('button', { name: 'Zoom in' }).click();
        report.marksAfterZoom = await page.locator('#curve .mark').count();
        await page.getByRole('button', { name: 'Reset zoom' }).click();
      }
      if (await page.locator('input[value="zscale"]').count()) {
        await page.locator('input[value="zscale"]').check({ force: true });
        report.zscale = await page.locator('img.zscale:visible').count();
      }
      if (search) {
        await page.locator('#search').fill(search);
        report.found = await page.locator('#found').textContent();
        report.hits = await page.locator('.fields tr.hit:visible th, .scroll th.hit:visible').allInnerTexts();
        report.visibleRows = await page.locator('#alerts tbody tr:visible').count();
      }
      if (report.rows) {
        await page.locator('#search').fill('');
        await page.getByRole('button', { name: 'Magnitude' }).click();
        report.sorted = await page.locator('#alerts tbody tr td:nth-child(8)').allInnerTexts();
      }
    });
  }
}

console.log(JSON.stringify(report));
