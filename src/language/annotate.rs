//! A text with its layers.

use std::cell::OnceCell;
use std::ops::Range;

use crate::language::Known;
use crate::language::amount::{Amount, in_prose};
use crate::language::cited::{Cited, titles};
use crate::language::enumerator::{self, Mark};
use crate::language::modality::{Reach, negations, plans};
use crate::language::organization::{Organization, organizations};
use crate::language::person::{Name, persons};
use crate::language::reference::references;
use crate::language::sentence::{Clause, clauses, quotations, sentences};
use crate::language::timex::{Date, dates, relatives};
use crate::language::token::{Token, tokens};

/// A text, and what it says; each layer is computed when it is first asked for.
pub struct Annotated<'t> {
    /// The text.
    pub text: &'t str,
    sentences: OnceCell<Vec<Range<usize>>>,
    quotations: OnceCell<Vec<Range<usize>>>,
    tokens: OnceCell<Vec<Token>>,
    amounts: OnceCell<Vec<Amount<'t>>>,
    dates: OnceCell<Vec<Date>>,
    relatives: OnceCell<Vec<Date>>,
    plans: OnceCell<Vec<Reach>>,
    negations: OnceCell<Vec<Reach>>,
    titles: OnceCell<Vec<Cited>>,
    references: OnceCell<Vec<Range<usize>>>,
    known: Known<'t>,
    persons: OnceCell<Vec<Name>>,
    organizations: OnceCell<Vec<Organization>>,
}

/// A text with its layers; `known` are the words of the publication that it stands in.
pub fn annotate<'t>(text: &'t str, known: &Known<'t>) -> Annotated<'t> {
    Annotated {
        text,
        sentences: OnceCell::new(),
        quotations: OnceCell::new(),
        tokens: OnceCell::new(),
        amounts: OnceCell::new(),
        dates: OnceCell::new(),
        relatives: OnceCell::new(),
        plans: OnceCell::new(),
        negations: OnceCell::new(),
        titles: OnceCell::new(),
        references: OnceCell::new(),
        known: *known,
        persons: OnceCell::new(),
        organizations: OnceCell::new(),
    }
}

impl<'t> Annotated<'t> {
    /// Its sentences, see [`sentences`].
    pub fn sentences(&self) -> &[Range<usize>] {
        self.sentences.get_or_init(|| sentences(self.text))
    }

    /// The clauses of one of its sentences, see [`clauses`].
    pub fn clauses(&self, sentence: &Range<usize>) -> Vec<Clause> {
        clauses(self.text, sentence.clone())
    }

    /// What stands between quotation or title marks, see [`quotations`].
    pub fn quotations(&self) -> &[Range<usize>] {
        self.quotations.get_or_init(|| quotations(self.text))
    }

    /// Its words, see [`tokens`].
    pub fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| tokens(self.text))
    }

    /// Its amounts, see [`in_prose`].
    pub fn amounts(&self) -> &[Amount<'t>] {
        self.amounts.get_or_init(|| in_prose(self.text))
    }

    /// Its dates, see [`dates`].
    pub fn dates(&self) -> &[Date] {
        self.dates.get_or_init(|| dates(self.text))
    }

    /// Its words for times that need to know the day of writing, see [`relatives`].
    pub fn relatives(&self) -> &[Date] {
        self.relatives.get_or_init(|| relatives(self.text))
    }

    /// What it says is still to come, see [`plans`].
    pub fn plans(&self) -> &[Reach] {
        self.plans.get_or_init(|| plans(self.text))
    }

    /// What it says did not happen, see [`negations`].
    pub fn negations(&self) -> &[Reach] {
        self.negations.get_or_init(|| negations(self.text))
    }

    /// The documents and meetings that it names, see [`titles`].
    pub fn titles(&self) -> &[Cited] {
        self.titles.get_or_init(|| titles(self.text))
    }

    /// Its lines that are entries of a list of references, see [`references`].
    pub fn references(&self) -> &[Range<usize>] {
        self.references.get_or_init(|| references(self.text))
    }

    /// The names of persons, see [`persons`]; none that an organisation bears (雷锋中学).
    pub fn persons(&self) -> &[Name] {
        let is_within = |name: &Name| {
            let at = self.organizations().partition_point(|body| body.range.end < name.range.end);
            self.organizations().get(at).is_some_and(|body| body.range.start <= name.range.start)
        };
        self.persons.get_or_init(|| {
            let mut names = persons(self.text, self.tokens(), &self.known);
            names.retain(|name| !is_within(name));
            names
        })
    }

    /// The names of organisations, see [`organizations`].
    pub fn organizations(&self) -> &[Organization] {
        self.organizations.get_or_init(|| organizations(self.text, self.tokens(), &self.known))
    }

    /// The number or mark that it begins with, see [`enumerator::leading`].
    pub fn enumerator(&self) -> Option<Mark> {
        enumerator::leading(self.text)
    }
}
