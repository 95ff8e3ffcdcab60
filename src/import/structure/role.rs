//! What a line of a document may be, and in which order.
//!
//! A report stands between what was put before it and after it. So there are
//! five zones, which follow each other: before the title, the title, the lines
//! below it, the text, what follows the text. Then another report may begin. A
//! [`State`] is a role in a zone.

use std::sync::OnceLock;

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineRole {
    /// The page's own: breadcrumbs, buttons, counters, neighbours.
    Furniture,
    /// A line above the title that names a column or a series.
    Kicker,
    /// Whose paper it is: the red head of a document, a letterhead.
    Letterhead,
    /// The number of a document or an issue.
    Number,
    /// The title.
    Title,
    /// The subtitle.
    Subtitle,
    /// Who wrote it, without a label.
    Byline,
    /// A labelled line, or several details on one.
    Detail,
    /// A date alone.
    Date,
    /// To whom it is addressed.
    Addressee,
    /// The abstract.
    Abstract,
    /// Keywords.
    Keywords,
    /// A heading.
    Heading,
    /// Running text.
    Text,
    /// An item of a list.
    Item,
    /// The caption of a picture or table.
    Caption,
    /// Who signs.
    Signature,
    /// The date of the signature.
    SigningDate,
    /// Who gets a copy; how many were printed.
    CopyTo,
    /// What is attached.
    Attachment,
    /// Whom to ask.
    Contact,
    /// The number of a page.
    PageNumber,
    /// A note of an editor, or to a word of the text.
    Note,
    /// An entry of a bibliography.
    Reference,
    /// A table of contents.
    Toc,
}

use LineRole as L;

impl LineRole {
    /// All roles and their names in data files.
    pub const ALL: [(LineRole, &'static str); 25] = [
        (L::Furniture, "furniture"),
        (L::Kicker, "kicker"),
        (L::Letterhead, "letterhead"),
        (L::Number, "number"),
        (L::Title, "title"),
        (L::Subtitle, "subtitle"),
        (L::Byline, "byline"),
        (L::Detail, "detail"),
        (L::Date, "date"),
        (L::Addressee, "addressee"),
        (L::Abstract, "abstract"),
        (L::Keywords, "keywords"),
        (L::Heading, "heading"),
        (L::Text, "text"),
        (L::Item, "item"),
        (L::Caption, "caption"),
        (L::Signature, "signature"),
        (L::SigningDate, "signing-date"),
        (L::CopyTo, "copy-to"),
        (L::Attachment, "attachment"),
        (L::Contact, "contact"),
        (L::PageNumber, "page-number"),
        (L::Note, "note"),
        (L::Reference, "reference"),
        (L::Toc, "toc"),
    ];

    /// Its name in data files.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The role of a name.
    pub fn of(name: &str) -> Option<LineRole> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(role, _)| *role)
    }
}

/// Where in a document a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Zone {
    /// Above the title.
    Before,
    /// The title.
    Title,
    /// Between title and text.
    Head,
    /// The text.
    Body,
    /// Below the text.
    Foot,
}

impl Zone {
    /// All zones in their order, and their names in data files.
    pub const ALL: [(Zone, &'static str); 5] = [
        (Zone::Before, "before"),
        (Zone::Title, "title"),
        (Zone::Head, "head"),
        (Zone::Body, "body"),
        (Zone::Foot, "foot"),
    ];

    /// Whether a line of another zone may follow one of this. Text may follow
    /// what stands above a title if there is no title.
    fn may_precede(self, next: Zone) -> bool {
        next >= self && !(self == Zone::Before && next == Zone::Head) || self.ends_before(next)
    }

    /// Whether a line of this zone is the last of a report if the next is of
    /// another. What ends without a signature or the like goes on.
    pub fn ends_before(self, next: Zone) -> bool {
        self == Zone::Foot && matches!(next, Zone::Before | Zone::Title)
    }
}

/// A role in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State {
    /// Where.
    pub zone: Zone,
    /// What.
    pub role: LineRole,
}

const BEFORE: [LineRole; 15] = [
    L::Furniture,
    L::Kicker,
    L::Letterhead,
    L::Number,
    L::Byline,
    L::Detail,
    L::Date,
    L::Addressee,
    L::Attachment,
    L::Contact,
    L::PageNumber,
    L::Note,
    L::Caption,
    L::Item,
    L::Toc,
];
const HEAD: [LineRole; 17] = [
    L::Furniture,
    L::Kicker,
    L::Letterhead,
    L::Number,
    L::Subtitle,
    L::Byline,
    L::Detail,
    L::Date,
    L::Addressee,
    L::Abstract,
    L::Keywords,
    L::Contact,
    L::PageNumber,
    L::Note,
    L::Caption,
    L::Item,
    L::Toc,
];
const BODY: [LineRole; 9] =
    [L::Heading, L::Text, L::Item, L::Caption, L::Furniture, L::PageNumber, L::Note, L::Reference, L::Addressee];
const FOOT: [LineRole; 18] = [
    L::Furniture,
    L::Byline,
    L::Detail,
    L::Date,
    L::Keywords,
    L::Heading,
    L::Text,
    L::Item,
    L::Caption,
    L::Signature,
    L::SigningDate,
    L::CopyTo,
    L::Attachment,
    L::Contact,
    L::PageNumber,
    L::Note,
    L::Reference,
    L::Number,
];

/// All states.
pub fn states() -> &'static [State] {
    static STATES: OnceLock<Vec<State>> = OnceLock::new();
    STATES.get_or_init(|| {
        let zones = [
            (Zone::Before, BEFORE.as_slice()),
            (Zone::Title, &[L::Title]),
            (Zone::Head, &HEAD),
            (Zone::Body, &BODY),
            (Zone::Foot, &FOOT),
        ];
        zones.iter().flat_map(|(zone, roles)| roles.iter().map(|role| State { zone: *zone, role: *role })).collect()
    })
}

/// The states that may stand right before each state.
pub fn predecessors() -> &'static [Vec<usize>] {
    static PREDECESSORS: OnceLock<Vec<Vec<usize>>> = OnceLock::new();
    PREDECESSORS.get_or_init(|| {
        let may_stand = |next: &State| {
            let all = states().iter().enumerate();
            all.filter(|(_, state)| state.zone.may_precede(next.zone)).map(|(at, _)| at).collect()
        };
        states().iter().map(may_stand).collect()
    })
}

/// Whether a document may begin with a state: with anything but what needs a
/// title or a text above it.
pub fn may_begin(state: State) -> bool {
    matches!(state.zone, Zone::Before | Zone::Title | Zone::Body)
}
