/**
 * What the desk's server says of a report, as the editor uses it.
 *
 * @typedef {'' | 'b' | 'i' | 'bi' | 'br' | { link: string } | { note: string }} Marked
 * @typedef {[text: string, mark: Marked]} Span
 *
 * @typedef {{ type: 'p', spans: Span[] }
 *   | { type: 'h', level: number, spans: Span[] }
 *   | { type: 'list', ordered: boolean, start?: number, items: Array<Array<Span | Model>> }
 *   | { type: 'table', head: Span[][], rows: Span[][][], align: string[] }
 *   | { type: 'picture', src: string, alt: string, caption: string }
 *   | { type: 'quote', blocks: Model[] }} Model
 *
 * @typedef {[from: number, to: number]} Range in UTF-16 code units of a block's text
 *
 * @typedef {object} Block
 * @property {string} id
 * @property {string} kind
 * @property {string} text its Markdown
 * @property {string} html
 * @property {Model | null} model null: it is edited as its text
 *
 * @typedef {{ key: string, label: string, kind: string }} Column
 * @typedef {Record<string, string>} Cells
 * @typedef {string | string[] | Cells | Cells[] | { id: string, name: string } | null} Value
 *
 * @typedef {object} Field
 * @property {string} key
 * @property {string} label
 * @property {'text' | 'long' | 'year' | 'date' | 'list' | 'org' | 'topics' | 'choice' | 'records' | 'record'} kind
 * @property {boolean} required
 * @property {Value} value
 * @property {boolean} said
 * @property {Column[]} [columns]
 *
 * @typedef {string | Cells} Proposed a text, or the cells of a row
 *
 * @typedef {object} Point
 * @property {string} key
 * @property {string | null} field
 * @property {string} label
 * @property {string} say
 * @property {Proposed | null} value
 * @property {Proposed[]} alternatives
 * @property {string} evidence
 * @property {{ block: string, at: Range } | null} quote
 * @property {string} place
 *
 * @typedef {object} Finding
 * @property {string} id
 * @property {string} rule
 * @property {string} name
 * @property {'error' | 'warning' | 'note'} weight
 * @property {string} say
 * @property {string} [help]
 * @property {string | null} field
 * @property {string | null} block
 * @property {Range | null} at
 * @property {Array<{ say: string, to: string | null }>} fixes
 * @property {boolean} can_allow
 *
 * @typedef {{ field: string, at: number, column: string, was: string, now: string }} Outdated
 *
 * @typedef {object} Report
 * @property {string} id
 * @property {string} file
 * @property {string} hash
 * @property {string} title
 * @property {string | null} route
 * @property {string} state
 * @property {{ say: string, line: number } | null} broken
 * @property {Field[]} fields
 * @property {Point[]} points
 * @property {Block[]} blocks
 * @property {string[]} [left_out] lines of the document that stand in none of these
 * @property {Finding[]} findings
 * @property {Array<{ rule: string, words: string, why: string }>} allowed
 * @property {Record<string, string>} [rules] what the rules in it are about, by their names in the file
 * @property {{ name: string, digest: string, kept: boolean } | null} source
 * @property {Array<{ state: string, by: string, on: string }>} approvals
 * @property {{ key: string, hash: string, text: string, at: string }[]} drafts what windows have not saved, each its own
 * @property {Array<{ path: string, alt: string, block: string }>} pictures
 * @property {Outdated[]} [outdated] cells that say what the text said before
 * @property {string | null} [undo] takes back what was just done
 *
 * @typedef {{ op: 'set', field: string, value: Value }
 *   | { op: 'row', field: string, at: number, value: Record<string, string | null> }
 *   | { op: 'add', field: string, at?: number, value: Value }
 *   | { op: 'drop', field: string, at: number }
 *   | { op: 'move', field: string, from: number, to: number }
 *   | ({ op: 'block', id: string } & ({ text: string } | { model: Model }))
 *   | ({ op: 'insert', after: string | null } & ({ text: string } | { model: Model }))
 *   | { op: 'delete', id: string }
 *   | { op: 'body', text: string }
 *   | { op: 'text', text: string }
 *   | { op: 'point', key: string, act: 'take' | 'drop' | 'choose' | 'replace', choice?: number, text?: string }
 *   | { op: 'left', act: 'take' | 'drop' }
 *   | { op: 'fix', id: string, choice?: number }
 *   | { op: 'allow', id: string, why: string }
 *   | { op: 'state', to: string, by: string }} Op
 *
 * A stretch of a file that two have written, in order.
 * @typedef {{ same: string } | { base: string, mine: string, theirs: string, both: string | null }} Piece
 * @typedef {{ theirs: Report, merged: string | null, pieces: Piece[] }} Clash
 */

export {};
