// screenshot.mjs PAGE OUT.png WIDTH [dark] [full]: a picture of a page, a file or an address, as a browser shows it.
import { resolve } from 'node:path';
import { withPage } from './browser.mjs';

const [file, out, width, ...flags] = process.argv.slice(2);
const isLive = file.startsWith('http');
await withPage({ width: Number(width), dark: flags.includes('dark'), online: isLive }, async page => {
  await page.goto(isLive ? file : 'file://' + resolve(file));
  await page.waitForTimeout(isLive ? 6000 : 300);
  await page.screenshot({ path: out, fullPage: flags.includes('full') });
});
