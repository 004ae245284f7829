// screenshot.mjs PAGE OUT.png WIDTH [dark] [full]: a picture of a page as a browser shows it.
import { resolve } from 'node:path';
import { withPage } from './browser.mjs';

const [file, out, width, ...flags] = process.argv.slice(2);
await withPage({ width: Number(width), dark: flags.includes('dark') }, async page => {
  await page.goto('file://' + resolve(file));
  await page.waitForTimeout(300);
  await page.screenshot({ path: out, fullPage: flags.includes('full') });
});
