// A second publication to test: one that is not ours. 74 years, 300
// organisations, counts of five digits, tables of many years, people without
// posts, a topic that no text names. In: the binary. Out: its built site, in a
// folder of its own, removed when the tests end. What is generated is the same
// each time; all of it is made up.

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { binary } from './publications.mjs';
import { openSite } from './site.mjs';

export const FIRST = 1952;
export const LAST = 2025;
/** A topic by a name that stands in no text. */
export const UNSAID = { name: '帮村助户', synonym: '扶贫攻坚行动' };
/** A metric that many organisations report in many years. */
export const METRIC = { id: 'fuwu-renci', name: '服务人次' };
/** An organisation whose people have no posts. */
export const PLAIN = 'qinghe-yiyuan';

const PLACES = ['清河', '白沙', '石桥', '柳林', '双溪', '云台', '平湖', '古渡', '长坡', '南屏', '北塘', '东岭', '西洲', '枫树', '松岗'];
const KINDS = ['医院', '学会', '血站', '中学', '图书馆', '研究所', '防治站', '志愿队', '幼儿园', '养老院', '出版社', '博物馆', '电视台', '园艺场', '测绘队'];
const PINYIN = ['qinghe', 'baisha', 'shiqiao', 'liulin', 'shuangxi', 'yuntai', 'pinghu', 'gudu', 'changpo', 'nanping', 'beitang', 'dongling', 'xizhou', 'fengshu', 'songgang'];
const KIND_PINYIN = ['yiyuan', 'xuehui', 'xuezhan', 'zhongxue', 'tushuguan', 'yanjiusuo', 'fangzhizhan', 'zhiyuandui', 'youeryuan', 'yanglaoyuan', 'chubanshe', 'bowuguan', 'dianshitai', 'yuanyichang', 'cehuidui'];
const TOPICS = [['yizhen', '义诊'], ['peixun', '培训'], ['jianshe', '组织建设'], ['kepu', '科普']];
const DONE = ['办讲座', '下乡看诊', '整理旧档', '修缮阅览室', '发放手册', '走访老人', '举办竞赛', '接待来访'];

/** Numbers that look like chance and are the same each time (mulberry32). */
function dice(seed) {
  return (sides) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

/** Builds the site. */
export function publishLarge() {
  const source = mkdtempSync(path.join(tmpdir(), 'huibian-large-'));
  process.on('exit', () => rmSync(source, { recursive: true, force: true }));
  write(source);
  const output = path.join(source, 'public');
  const { status, stdout, stderr, error } = spawnSync(binary, ['build', '--lang', 'en', '--source', source, '--output', output], { encoding: 'utf8' });
  assert.ifError(error && new Error(`cannot run ${binary}: ${error.code}; tests/run builds it, HUIBIAN names another`));
  assert.equal(status, 0, `huibian build failed in ${source}:\n${stdout}${stderr}`);
  return openSite('large', output);
}

function write(source) {
  const roll = dice(74);
  const put = (name, text) => {
    const file = path.join(source, 'content', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  put('site.yaml', JSON.stringify({ title: '某市医学会年鉴', seal: '年鉴', description: '一部只供测试的年鉴。', base_url: 'https://example.org/nianjian/', page_size: 40 }));
  put('topics.yaml', JSON.stringify([...TOPICS.map(([id, name]) => ({ id, name })), { id: 'bangcun', name: UNSAID.name, synonyms: [UNSAID.synonym] }]));
  put('metrics.yaml', JSON.stringify([{ ...METRIC, kind: 'flow', unit: '人次' }, { id: 'huiyuan', name: '会员数', kind: 'stock', unit: '名' }]));

  // 225 at the top, 75 below some of them.
  const organizations = PLACES.flatMap((place, p) => KINDS.map((kind, k) => ({ id: `${PINYIN[p]}-${KIND_PINYIN[k]}`, name: `${place}${kind}`, kind: k % 2 ? '团体' : '机构' })));
  organizations.slice(0, 225).filter((_, place) => place % 9 === 0).forEach((parent) => {
    parent.children = ['第一', '第二', '第三'].map((name, place) => ({ id: `${parent.id}-${place + 1}`, name: `${name}分部`, kind: '分部' }));
  });
  put('organizations.yaml', JSON.stringify(organizations));
  const paths = organizations.flatMap((one) => [one, ...(one.children ?? [])]);
  assert.equal(paths.length, 300);

  let number = 0;
  const report = (year, organization, achievements) => {
    number += 1;
    const front = {
      title: `${organization.name}${year}年纪事`,
      branch: organization.id,
      year,
      topics: [TOPICS[number % 4][1]],
      achievements: Array.from({ length: achievements }, (_, place) => ({
        text: `${year}年第${place + 1}件：${DONE[roll(DONE.length)]}`,
        topics: [TOPICS[roll(4)][1], ...(roll(9) ? [] : [UNSAID.name])].filter((name, at, all) => all.indexOf(name) === at),
      })),
      // Of most organisations a figure now and then, of the first one each year.
      metrics: [{ metric: METRIC.name, value: 10000 + roll(89999), unit: '人次' }, { metric: '会员数', value: 100 + roll(900), unit: '名' }],
      people: [organization.id === PLAIN ? `李${'甲乙丙丁戊己庚'[year % 7]}` : { name: `王${'子丑寅卯辰巳午未'[roll(8)]}`, role: '主任' }],
    };
    put(`reports/${year}/${organization.id}.md`, `---\n${JSON.stringify(front)}\n---\n\n## 一、概况\n\n${organization.name}全年照常${DONE[roll(DONE.length)]}[^1]，又${DONE[roll(DONE.length)]}。\n\n[^1]: 见当年的登记簿。\n`);
  };
  for (let year = FIRST; year <= LAST; year++) {
    report(year, organizations[0], 3);
    report(year, organizations[1 + roll(60)], 4);
    report(year, organizations[61 + roll(60)], 2 + roll(4));
  }
  // The last year has more than ten thousand achievements.
  for (let place = 130; place < 180; place++) report(LAST, organizations[place], 250);
}
