// Publications to test: builds the sites that the tests open.
//
// In: the binary (HUIBIAN, else what tests/run builds, target/ci/huibian). Out: three built sites in
// a folder of their own, removed when the tests end: the repository's sample,
// and one publication in Chinese and in English, generated here so that every
// kind of page appears, cut lists too. What is generated is the same each
// time. Every build must be without findings; what a finding looks like is for
// the Rust tests.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSite } from './site.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const repository = path.resolve(here, '../..');
/** The program to test. */
export const binary = path.resolve(repository, process.env.HUIBIAN ?? path.join(process.env.CARGO_TARGET_DIR ?? 'target', 'ci/huibian'));

/** Builds all three sites: `{ sample, chinese, english }`. */
export function publish() {
  const folder = mkdtempSync(path.join(tmpdir(), 'huibian-browser-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const site = (name, source) => {
    const output = path.join(folder, name, 'public');
    build(source, output);
    return openSite(name, output);
  };
  const generated = (name, words) => {
    const source = path.join(folder, name);
    write(source, words);
    return site(name, source);
  };
  return {
    sample: site('sample', repository),
    chinese: generated('chinese', CHINESE),
    english: generated('english', ENGLISH),
  };
}

function build(source, output) {
  const { status, stdout, stderr, error } = spawnSync(
    binary,
    ['build', '--strict', '--lang', 'en', '--source', source, '--output', output],
    { encoding: 'utf8' },
  );
  assert.ifError(error && new Error(`cannot run ${binary}: ${error.code}; tests/run builds it, HUIBIAN names another`));
  assert.equal(status, 0, `huibian build --strict found something in ${source}:\n${stdout}${stderr}`);
}

// As many entries as cut each list: a page holds `page_size` reports or
// organizations, twice as many metrics, five times as many names.
const PAGE_SIZE = 10;
const YEARS = [2019, 2020, 2021, 2022, 2023];
// First letters all differ, so that the list of organizations is cut by letter.
const HOSPITALS = [
  ['anning', '安宁'], ['beishan', '北山'], ['changhe', '长河'], ['donghu', '东湖'], ['emei', '峨眉'],
  ['fengtai', '凤台'], ['ganquan', '甘泉'], ['haimen', '海门'], ['jiangkou', '江口'], ['kunshan', '昆山'],
  ['lanxi', '兰溪'], ['meiling', '梅岭'],
];
const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';
const LATIN_SURNAMES = ['Adams', 'Baker', 'Clark', 'Davis', 'Evans', 'Ford', 'Green', 'Hill', 'Irwin', 'Jones'];

const CHINESE = {
  language: 'zh-CN',
  specimen: 'zh.md',
  site: { title: '测试汇编', seal: '测试汇编', description: '一部只供测试的汇编。', introduction: '各种页面都有，长的目录都分了页。', publisher: '测试组', footer: '事实全是编的。' },
  hospital: ([, name]) => `${name}医院`,
  committee: '党委',
  branch: (number) => `第${'一二三四'[number - 1]}党支部`,
  kinds: ['医疗机构', '党委', '党支部'],
  topics: [['free-clinic', '义诊志愿', '下乡与社区义诊。'], ['organization', '组织建设', '换届与选举。'], ['outreach', '科普培训', '讲座与培训。']],
  members: { name: '党员', unit: '名', parts: ['女党员'] },
  women: { name: '女党员', unit: '名' },
  metric: (number) => ({ name: `${'安北长东鹅飞高海江开'[number % 10]}字第${number}号指标`, unit: '次' }),
  person: (number) => `${SURNAMES[number % 20]}${'一二三四五六七八九十'[Math.floor(number / 20) % 10]}`,
  role: (number) => ['书记', '副书记', '组织委员', '宣传委员'][number % 4],
  honour: (number) => `${['先进集体', '文明窗口', '优秀支部', '模范岗位'][number % 4]}（第${number}届）`,
  title: (name, year) => `${name}${year}年的几件事`,
  achievement: (year, number) => `${year}年办了第${number}件实事`,
  body: (name) => `## 一、学习\n\n${name}全年讲课十二次。\n\n## 二、服务\n\n义诊六场。\n`,
  about: ['关于', '## 一、来历\n\n这部汇编由程序写成。\n\n## 二、用法\n\n见[网站](https://example.org/)。\n'],
};

const ENGLISH = {
  language: 'en',
  specimen: 'en.md',
  site: { title: 'Test Reports', seal: '测试汇编', description: 'A publication for tests only.', introduction: 'Every kind of page, and every long list cut.', publisher: 'Testers', footer: 'Nothing in it is true.' },
  hospital: ([id]) => `${id[0].toUpperCase()}${id.slice(1)} Hospital`,
  committee: 'Committee',
  branch: (number) => `Branch ${number}`,
  kinds: ['Hospital', 'Committee', 'Branch'],
  topics: [['free-clinic', 'Free clinics', 'In villages and streets.'], ['organization', 'Organization', 'Elections.'], ['outreach', 'Outreach', 'Lectures and courses.']],
  members: { name: 'Members', unit: 'people', parts: ['Women'] },
  women: { name: 'Women', unit: 'people' },
  metric: (number) => ({ name: `${'ABCDEFGHIJ'[number % 10]} metric ${number}`, unit: 'times' }),
  person: (number) => `${LATIN_SURNAMES[number % 10]} ${'ABCDEFGHIJ'[Math.floor(number / 10) % 10]}.`,
  role: (number) => ['Secretary', 'Deputy', 'Organizer', 'Editor'][number % 4],
  honour: (number) => `${['Best team', 'Open window', 'Good branch', 'Model post'][number % 4]} no. ${number}`,
  title: (name, year) => `${name}: what was done in ${year}`,
  achievement: (year, number) => `Useful thing number ${number} of ${year}`,
  body: (name) => `## Study\n\n${name} held twelve lectures.\n\n## Service\n\nSix free clinics.\n`,
  about: ['About', '## Where it comes from\n\nA program wrote it.\n\n## How to use it\n\nSee the [site](https://example.org/).\n'],
};

/** Writes a publication of some sixty reports. JSON is YAML, so no escaping of our own. */
function write(source, words) {
  const put = (name, text) => {
    const file = path.join(source, 'content', name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const yaml = (name, value) => put(name, JSON.stringify(value, null, 1));
  const markdown = (name, front, body) => put(name, `---\n${JSON.stringify(front, null, 1)}\n---\n\n${body}`);

  yaml('site.yaml', { ...words.site, footer: [words.site.footer], base_url: 'https://example.org/huibian/', language: words.language, page_size: PAGE_SIZE });
  yaml('topics.yaml', words.topics.map(([id, name, scope]) => ({ id, name, scope })));
  const metrics = Array.from({ length: 2 * PAGE_SIZE + 4 }, (_, number) => words.metric(number));
  yaml('metrics.yaml', [words.members, ...metrics, words.women].map((metric, place) => ({ id: `metric-${place}`, kind: 'flow', ...metric })));
  const [hospitalKind, committeeKind, branchKind] = words.kinds;
  yaml('organizations.yaml', HOSPITALS.map((hospital, place) => ({
    id: `${hospital[0]}-yiyuan`,
    name: words.hospital(hospital),
    kind: hospitalKind,
    ...(place === 0 && {
      children: [{
        id: 'anning-yiyuan-dangwei', name: words.committee, kind: committeeKind,
        children: [1, 2, 3, 4].map((number) => ({ id: `anning-zhibu-${number}`, name: words.branch(number), kind: branchKind, rank: number })),
      }],
    }),
  })));
  const [aboutTitle, aboutBody] = words.about;
  markdown('pages/about.md', { title: aboutTitle }, aboutBody);

  const writers = [
    ['anning-yiyuan-dangwei', words.committee],
    ...[1, 2, 3].map((number) => [`anning-zhibu-${number}`, words.branch(number)]),
    ...HOSPITALS.slice(1).map((hospital) => [`${hospital[0]}-yiyuan`, words.hospital(hospital)]),
  ];
  let number = 0;
  for (const year of YEARS) {
    for (const [place, [branch, name]] of writers.entries()) {
      number += 1;
      // One branch skips a year, so that “not reported” shows; the specimen stands for another.
      if ((place === 1 && year === 2021) || (place === 0 && year === 2022)) continue;
      const registered = metrics[number % metrics.length];
      markdown(`reports/${year}/${branch}-${year}.md`, {
        title: words.title(name, year),
        branch,
        year,
        topics: words.topics.map(([, topic]) => topic),
        achievements: [
          { text: words.achievement(year, number), topics: [words.topics[0][1]], date: `${year}-0${1 + (number % 9)}` },
          { text: words.achievement(year, number + 1000), topics: [words.topics[1 + (number % 2)][1]] },
        ],
        honours: [{ name: words.honour(number), date: year }],
        metrics: [
          { metric: words.members.name, value: 100 + number, unit: words.members.unit, as_of: `${year}-12`, approx: number % 7 === 0 },
          { metric: registered.name, value: number, unit: registered.unit },
          // A part of the members, which not everybody states.
          ...(place % 3 ? [{ metric: words.women.name, value: 30 + number, unit: words.women.unit }] : []),
        ],
        // The second stays in office, so that there are pages of persons.
        people: [{ name: words.person(number), role: words.role(number) }, { name: words.person(150 + place), role: words.role(1) }],
      }, words.body(name));
    }
  }
  for (const [from, to] of [[words.specimen, 'specimen.md'], ['chatu.png', 'chatu.png']]) {
    copyFileSync(path.join(here, 'specimen', from), path.join(source, 'content/reports/2022', to));
  }
}
