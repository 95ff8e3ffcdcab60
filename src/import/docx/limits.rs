//! How much of a file the Word reader is willing to hold.
//!
//! Input: nothing. Out: constants, with what each protects. Together they keep
//! what is held at one time below 256 MB whatever the file says of itself:
//! sizes are counted while unpacking, never believed. A 300-page report with
//! fifty photographs uses a tenth of each.

/// Entries of the package. Real ones have 15 to 2,000.
pub const ENTRIES: usize = 10_000;

/// Bytes of one XML part, unpacked. 300 pages as WPS writes them have 10 MB.
pub const XML: u64 = 32 << 20;

/// Bytes of an XML part beside the text: notes, comments, styles.
pub const SIDE_XML: u64 = 16 << 20;

/// Bytes of one picture.
pub const PICTURE: u64 = 32 << 20;

/// Bytes of all pictures; those above are left out, with a remark.
pub const PICTURES: u64 = 64 << 20;

/// Bytes unpacked in all, which bounds the time.
pub const UNPACKED: u64 = 256 << 20;

/// How often larger than packed a part may be once it is over
/// [`RATIO_FROM`]. Word's XML reaches 60, its emptiest tables 150.
pub const RATIO: u64 = 400;

/// Bytes below which no part is a bomb.
pub const RATIO_FROM: u64 = 4 << 20;

/// Elements within elements. Deeply nested layout tables reach 80; readers
/// recurse this deep and no deeper.
pub const DEPTH: usize = 200;

/// Namespace declarations in force at one place.
pub const NAMESPACES: usize = 256;

/// Elements, texts and attributes of one block of the body (a paragraph or a
/// whole table).
pub const NODES: usize = 800_000;

/// Paragraphs of a document.
pub const PARAGRAPHS: usize = 200_000;

/// Runs of equal form, pictures, links and notes of a document.
pub const INLINES: usize = 400_000;

/// Cells of all tables, covered ones among them.
pub const CELLS: usize = 300_000;

/// Columns of a table. Word allows 63.
pub const COLUMNS: usize = 128;

/// Relationships of one part, styles, and numberings.
pub const DEFINITIONS: usize = 20_000;

/// Styles that one style is based on in turn.
pub const ANCESTORS: usize = 32;

/// Remarks, beyond which they are cut.
pub const REMARKS: usize = 2_000;

/// Parts of charts, diagrams, page headers and page footers that are opened.
pub const SIDE_PARTS: usize = 200;

/// Fields within fields.
pub const FIELDS: usize = 64;

/// Bytes of a field's instruction.
pub const INSTRUCTION: usize = 4_096;

/// Characters of a label, beyond which its text is cut.
pub const LABEL: usize = 64;

/// Characters that a remark quotes.
pub const QUOTE: usize = 60;

/// Bytes of all targets of links, beyond which links are words only.
pub const TARGETS: usize = 8 << 20;
