import { chromium } from 'playwright-core';
const [,, base, token, out] = process.argv;
const b = await chromium.launch({ executablePath:'/usr/bin/chromium', args:['--no-sandbox','--disable-gpu','--disable-quic','--no-first-run','--disable-background-networking','--disable-component-update','--disable-sync'] });
async function go(name, {w=1280,h=900,lang='en-US',dark=false}, paths){
  const ctx = await b.newContext({ viewport:{width:w,height:h}, locale:lang, colorScheme: dark?'dark':'light' });
  const page = await ctx.newPage();
  page.on('console', m => { if(m.type()==='error') console.log(name,'console',m.text().slice(0,200)); });
  page.on('pageerror', e => console.log(name,'pageerror',String(e).slice(0,300)));
  await page.goto(base);
  await page.locator('input').first().fill(token);
  await page.keyboard.press('Enter');
  await page.waitForSelector('nav a');
  for (const [n,p] of paths){
    await page.goto(base+p); await page.waitForTimeout(2500);
    const over = await page.evaluate(()=>document.documentElement.scrollWidth-innerWidth);
    if(over>0) console.log(name,n,'overflow',over);
    await page.screenshot({path:`${out}/${name}-${n}.png`, fullPage:true});
  }
  await ctx.close();
}
const all=[['overview','/'],['jobs','/jobs'],['new','/jobs/new'],['job','/jobs/1'],['data','/data'],['pubs','/publications'],['schedules','/schedules'],['schedule','/schedules/dry-run-per-min'],['setsch','/set-schedule'],['queues','/queues']];
const sel = process.argv[5]?.split(',');
const paths = sel? all.filter(([n])=>sel.includes(n)) : all;
await go('light',{},paths);
await go('dark',{dark:true,lang:'zh-TW'},paths);
await go('phone',{w:390,h:844},paths);
await b.close();
