/** What the preview says, in the language of the site. */

import { tag } from './tab.js';

const WORDS = {
  'zh-CN': {
    preview: '预览',
    count: {
      error: (/** @type {number} */ n) => `${n} 个错误`,
      warning: (/** @type {number} */ n) => `${n} 个警告`,
      note: (/** @type {number} */ n) => `${n} 个提示`,
    },
    severity: { error: '错误', warning: '警告', note: '提示' },
    none: '没有发现问题',
    title: '检查结果',
    more: (/** @type {number} */ n) => `还有 ${n} 个没有列出`,
    help: '改法：',
    mended: '改后：',
    unreadable: '没能取到检查结果',
    lost: '预览已断开，正在重连……',
    stuck: '网站未更新',
    blocked: '外观、登记表或站点设置有错，网站暂时停在出错以前的样子',
    partial: '外观、登记表或站点设置有错，网站还不完整',
    blockedNote: '改好并保存，这个提示会自己消失。',
    dismiss: '先看原来的网站',
    dismissPartial: '先看看网站',
  },
  en: {
    preview: 'Preview',
    count: {
      error: (/** @type {number} */ n) => (n === 1 ? '1 error' : `${n} errors`),
      warning: (/** @type {number} */ n) => (n === 1 ? '1 warning' : `${n} warnings`),
      note: (/** @type {number} */ n) => (n === 1 ? '1 note' : `${n} notes`),
    },
    severity: { error: 'Error', warning: 'Warning', note: 'Note' },
    none: 'Nothing found',
    title: 'Findings',
    more: (/** @type {number} */ n) => `${n} more not shown`,
    help: 'Help: ',
    mended: 'Write: ',
    unreadable: 'Could not get the findings',
    lost: 'Preview disconnected, reconnecting…',
    stuck: 'Site not updated',
    blocked: 'The theme, a register or site.yaml has an error; the site stays as it was before it',
    partial: 'The theme, a register or site.yaml has an error; the site is incomplete',
    blockedNote: 'Mend it and save, and this message goes away.',
    dismiss: 'Show the site as it was',
    dismissPartial: 'Show the site anyway',
  },
};

export const isEnglish = tag.dataset.lang === 'en';
export const words = WORDS[isEnglish ? 'en' : 'zh-CN'];
