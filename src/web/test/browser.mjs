// What modules look at when they are loaded: a page of a site, without search on it.

Object.assign(globalThis, {
  window: globalThis,
  document: { currentScript: { src: 'https://example.org/bg/search.js?v=1', dataset: {} }, querySelector: () => null },
  location: { protocol: 'https:' },
});
