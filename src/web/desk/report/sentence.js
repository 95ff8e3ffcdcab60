/** A row of cells as one would read it: 义诊　6场. */

/** @import { Cells } from './contract.js' */

/** @param {Cells} row @param {string[]} keys in the order of the columns */
export const sentence = (row, keys) =>
  keys
    .map((name) => (name === 'unit' && row.value ? '' : name === 'value' && row.unit ? `${row.value ?? ''}${row.unit}` : row[name]))
    .filter(Boolean)
    .join('　');
