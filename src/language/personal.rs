//! Numbers and addresses that belong to a person: identity card, mobile
//! telephone, bank card, telephone at home, mail, QQ.
//!
//! In: a text. Out: where each stands and of which kind it is, full-width digits and the
//! country's code before them or not, letters read for digits (139OOO83356) or not. What is masked, part of a web address, counted, or
//! said to be an office's is none. A land line is one if it is said to be of a home: before
//! it, in brackets beside it, or by the head of its column.

use std::ops::Range;

use crate::language::date::last_day;
use crate::language::lexicon::{self, List};
use crate::language::{surname, words};
use crate::text::width;

/// What a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 身份证号
    Card,
    /// 手机号
    Mobile,
    /// 银行卡号
    Bank,
    /// 固定电话 of somebody's home.
    LandLine,
    /// 电子邮箱
    Mail,
    /// QQ号
    Qq,
}

/// Words before a number that make it one of an office, and those before a mail address.
static PUBLIC: List = List::new(&lexicon::PRIVATE_NUMBERS, "office");
static OFFICES: List = List::new(&lexicon::PRIVATE_NUMBERS, "office-mail");
/// Words before the number of a bank card.
static BANKS: List = List::new(&lexicon::PRIVATE_NUMBERS, "bank");
/// Words before the number of an account, whatever its check digit.
static ACCOUNTS: List = List::new(&lexicon::PRIVATE_NUMBERS, "account");
/// Ends of what stands before the number of a certificate, and before telephones nevertheless.
static CODES: List = List::new(&lexicon::PRIVATE_NUMBERS, "code");
static TELEPHONES: List = List::new(&lexicon::PRIVATE_NUMBERS, "telephone");
/// Words before the telephone of somebody's home.
static HOMES: List = List::new(&lexicon::PRIVATE_NUMBERS, "home");
/// 宅 in brackets beside a number.
static HOME_MARKS: List = List::new(&lexicon::PRIVATE_NUMBERS, "home-mark");
/// What makes an amount of the number before it.
static COUNTERS: List = List::new(&lexicon::PRIVATE_NUMBERS, "counter");
/// What stands between QQ and its number.
static QQ_WORDS: List = List::new(&lexicon::PRIVATE_NUMBERS, "qq");

/// Finds every personal number.
pub fn numbers(text: &str) -> Vec<(Kind, Range<usize>)> {
    numbers_below("", text)
}

/// The same in a cell of a table, below the head of its column.
pub fn numbers_below(head: &str, text: &str) -> Vec<(Kind, Range<usize>)> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    let is_digit = |at: Option<usize>| {
        let (_, character) = at.and_then(|at| characters.get(at)).copied().unwrap_or_default();
        width::fold_char(character).is_ascii_digit()
    };
    let narrow = |(at, (_, character)): (usize, &(usize, char))| match character {
        // A dash is a hyphen within a number only.
        '—' | '–' | '―' if is_digit(at.checked_sub(1)) && is_digit(Some(at + 1)) => '-',
        _ => folded(*character),
    };
    let narrow: String = characters.iter().enumerate().map(narrow).collect();
    let narrow = with_digits(narrow);
    if narrow == text {
        return numbers_in(head, text);
    }
    // Where each byte of the narrow text stands in the text.
    let mut places = Vec::with_capacity(narrow.len() + 1);
    for ((at, _), character) in characters.iter().zip(narrow.chars()) {
        places.extend((0..character.len_utf8()).map(|byte| at + byte));
    }
    places.push(text.len());
    let found = numbers_in(head, &narrow).into_iter();
    found.map(|(kind, range)| (kind, places[range.start]..places[range.end])).collect()
}

/// The same in Markdown: a cell of a table stands below the head of its column.
pub fn numbers_in_markdown(text: &str) -> Vec<(Kind, Range<usize>)> {
    let (mut found, mut at, mut heads) = (Vec::new(), 0, Vec::new());
    let mut above: Option<(usize, &str)> = None;
    for line in text.split_inclusive('\n') {
        let cells = cells(line);
        if let Some((start, before)) = above
            && let Some((kind, from, to)) = broken(before, line)
        {
            found.push((kind, start + from..at + to));
        }
        if !line.trim().is_empty() {
            above = Some((at, line));
        }
        if heads.is_empty() {
            heads.clone_from(&cells);
        }
        if cells.is_empty() {
            heads.clear();
            found.extend(numbers(line).into_iter().map(|(kind, range)| (kind, at + range.start..at + range.end)));
        }
        let before = cells.clone();
        for (column, cell) in cells.into_iter().enumerate() {
            let start = at + (cell.as_ptr() as usize - line.as_ptr() as usize);
            let labels = [heads.get(column).copied(), column.checked_sub(1).map(|left| before[left])];
            let labels: String = labels.into_iter().flatten().collect::<Vec<_>>().join(" ");
            let numbers = numbers_below(&labels, cell).into_iter();
            found.extend(numbers.map(|(kind, range)| (kind, start + range.start..start + range.end)));
        }
        at += line.len();
    }
    found
}

/// The head of the column of a table in Markdown in which a place stands; nothing outside of tables.
pub fn column_head(text: &str, at: usize) -> &str {
    let Some(before) = text.get(..at) else { return "" };
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    // Borders before the place, of which the first is that of the row.
    let column = before[start..].matches('|').count();
    column.checked_sub(1).and_then(|column| heads(text, at).get(column).copied()).unwrap_or_default()
}

/// The heads of all columns of the table in which a place stands.
pub fn heads(text: &str, at: usize) -> Vec<&str> {
    let Some(before) = text.get(..at) else { return Vec::new() };
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let above = before[..start].lines().rev().take(MOST_ROWS).take_while(|line| !cells(line).is_empty());
    above.last().map(cells).unwrap_or_default()
}

/// The mobile number or identity card that the end of a line and the beginning of the next make
/// together, as a scan breaks it: where it begins in the one and ends in the other.
pub fn broken(line: &str, next: &str) -> Option<(Kind, usize, usize)> {
    let is_of_one = |c: char| c.is_ascii_digit() || c == '-';
    let line = line.trim_end();
    let head = line.trim_end_matches(is_of_one);
    let blank = next.len() - next.trim_start().len();
    let length = next[blank..].find(|c| !is_of_one(c)).unwrap_or(next.len() - blank);
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let (first, last) = (&line[head.len()..], &next[blank..blank + length]);
    // A whole number on either side is one of its own.
    if !(3..11).contains(&digits(first)) || !(1..16).contains(&digits(last)) {
        return None;
    }
    let number: String = first.chars().chain(last.chars()).filter(char::is_ascii_digit).collect();
    let rest: String = next[blank + length..].chars().take(2).collect();
    let found = numbers(&format!("{}{number}{rest}", context(line, head.len()))).into_iter();
    let mut whole = found.filter(|(kind, range)| {
        matches!(kind, Kind::Mobile | Kind::Card) && matches!(range.len(), 11 | 18) && range.len() >= number.len()
    });
    // An identity card may end in X.
    whole.next().map(|(kind, range)| (kind, head.len(), blank + length + range.len() - number.len()))
}

/// The cells with digits in them of the column in which a place stands, below the head of it.
pub fn column(text: &str, at: usize) -> Vec<Range<usize>> {
    let Some(before) = text.get(..at) else { return Vec::new() };
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let number = before[start..].matches('|').count().saturating_sub(1);
    let above = before[..start].split_inclusive('\n').rev().take(MOST_ROWS).take_while(|line| !cells(line).is_empty());
    let mut row = start - above.map(str::len).sum::<usize>();
    let mut found = Vec::new();
    for line in text[row..].split_inclusive('\n').take(2 * MOST_ROWS).take_while(|line| !cells(line).is_empty()) {
        let cell = cells(line).get(number).map(|cell| (cell.as_ptr() as usize - line.as_ptr() as usize, *cell));
        let filled = cell.filter(|(_, cell)| cell.contains(|c: char| c.is_ascii_digit()));
        found.extend(filled.map(|(place, cell)| row + place..row + place + cell.len()));
        row += line.len();
    }
    found
}

/// The cell left of a place in a table in Markdown, which may name it: 开户账号 | 6222….
pub fn label_left(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let row = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    let Some(row) = row.trim_start().strip_prefix('|') else { return "" };
    row.rsplit('|').nth(1).unwrap_or_default().trim()
}

/// Whether a text says of any number what only the head of its column or the cell beside it tells.
pub fn names_numbers(text: &str) -> bool {
    HOMES.is_in(text) || ACCOUNTS.is_in(text)
}

/// How far up the head of a column is looked for.
const MOST_ROWS: usize = 500;

/// The cells of a line of a table in Markdown; none of another line.
fn cells(line: &str) -> Vec<&str> {
    let Some(row) = line.trim_start().strip_prefix('|') else { return Vec::new() };
    row.trim_end().trim_end_matches('|').split('|').map(str::trim).collect()
}

/// A character of usual width for one that numbers are written with.
fn folded(character: char) -> char {
    match character {
        '＋' => '+',
        '－' | '‐' | '‑' | '−' => '-',
        '＠' => '@',
        '\u{a0}' | '\u{3000}' | '\u{2002}' | '\u{2003}' | '\u{2009}' => ' ',
        _ => width::fold_char(character),
    }
}

/// How many characters the numbers have in which letters are read as digits: those of mobile
/// telephones, with a country's code or without, and of identity cards.
const READ: [usize; 3] = [11, 13, 18];
/// How many of them are digits at least.
const PRINTED: usize = 5;

/// The digit that a letter may be in a scan.
fn digit_of(character: char) -> Option<char> {
    match character {
        'O' | 'o' => Some('0'),
        'l' | 'I' => Some('1'),
        '0'..='9' => Some(character),
        _ => None,
    }
}

/// A text in which letters within the digits of a telephone or an identity card are digits, as
/// a scan may have them: 139OOO83356, l3800I38000. Each is a byte for a byte.
fn with_digits(text: String) -> String {
    let is_letter = |byte: u8| !byte.is_ascii_digit() && digit_of(char::from(byte)).is_some();
    if !text.bytes().any(is_letter) {
        return text;
    }
    let mut read: Vec<(usize, char)> = Vec::new();
    let is_of_one = |c: char| digit_of(c).is_some() || c == '-' || c == ' ';
    for run in text.split(|c: char| !is_of_one(c)).filter(|run| run.len() >= READ[0]) {
        // What is apart from it by blanks may be another word.
        for part in run.split(' ').chain(std::iter::once(run)) {
            let signs = |c: &char| !matches!(c, '-' | ' ');
            let printed = part.chars().filter(char::is_ascii_digit).count();
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            // An identity card may end in X.
            let rest = &text[start + part.len()..];
            let after = rest.strip_prefix(['X', 'x']).unwrap_or(rest);
            let count = part.chars().filter(signs).count() + rest.len() - after.len();
            let is_number = READ.contains(&count) && printed >= PRINTED;
            let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || "/=_&%#.+$@".contains(c));
            let is_free = !is_word(text[..start].chars().next_back()) && !is_word(after.chars().next());
            if is_number && is_free {
                let digits = part.char_indices().filter_map(|(at, c)| Some((start + at, digit_of(c)?)));
                read.extend(digits);
            }
        }
    }
    let mut bytes = text.into_bytes();
    for (at, digit) in read {
        bytes[at] = digit as u8;
    }
    // Only letters of one byte were put in place of such.
    String::from_utf8(bytes).unwrap_or_default()
}

fn numbers_in(head: &str, text: &str) -> Vec<(Kind, Range<usize>)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'0'..=b'9' => {
                let end = group_end(bytes, at);
                at = match number(head, text, at, end) {
                    Some((kind, range)) => {
                        let end = range.end;
                        found.push((kind, range));
                        end
                    }
                    None => end,
                };
            }
            b'@' => {
                if let Some(range) = mail(text, at) {
                    found.push((Kind::Mail, range));
                }
                at += 1;
            }
            b'q' | b'Q' if bytes.get(at + 1).is_some_and(|next| matches!(next, b'q' | b'Q')) => {
                let free = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
                at += 2;
                if let Some(range) = qq(text, at).filter(|_| free) {
                    at = range.end;
                    found.push((Kind::Qq, range));
                }
            }
            _ => at += 1,
        }
    }
    found
}

fn group_end(bytes: &[u8], start: usize) -> usize {
    start + bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// How wide the gap between two groups of digits is at most.
const GAP: usize = 3;

/// The number that begins with the digits at a range.
fn number(head: &str, text: &str, start: usize, end: usize) -> Option<(Kind, Range<usize>)> {
    let bytes = text.as_bytes();
    let own = after_country(bytes, start);
    let first = start - usize::from(own.is_some() && start > 0 && bytes[start - 1] == b'+');
    let is_joined = |byte: u8| byte.is_ascii_alphanumeric() || b"/=_&%#.-+$".contains(&byte);
    if first > 0 && is_joined(bytes[first - 1]) {
        return None;
    }
    let (start, end) = own.map_or((start, end), |own| (own, group_end(bytes, own)));
    if end - start < 3 {
        return None;
    }
    // Groups of digits with a hyphen, a space or two between.
    let mut groups: Vec<Range<usize>> = Vec::with_capacity(6);
    groups.push(start..end);
    while groups.len() < 6 {
        let last = groups[groups.len() - 1].end;
        let gap = bytes[last..].iter().take(GAP).take_while(|byte| matches!(byte, b' ' | b'-')).count();
        if gap == 0 || !bytes.get(last + gap).is_some_and(u8::is_ascii_digit) {
            break;
        }
        groups.push(last + gap..group_end(bytes, last + gap));
    }
    let single = digits(bytes, &groups[..1]);
    let all = digits(bytes, &groups);
    let lengths: Vec<usize> = groups.iter().map(Range::len).collect();
    let whole_end = groups[groups.len() - 1].end;
    let free = |end: usize| {
        let next = bytes.get(end);
        !next.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"/=_&%@*".contains(byte)) && !is_counted(&text[end..])
    };
    let before = context(text, first);
    // An identity card may end in X.
    let card_end = if bytes.get(end).is_some_and(|byte| matches!(byte, b'X' | b'x')) { end + 1 } else { end };
    if card_end - start == 18 && free(card_end) && is_card(&bytes[start..card_end]) {
        return Some((Kind::Card, start..card_end));
    }
    if lengths == [6, 8, 4] && free(whole_end) && is_card(&all) {
        return Some((Kind::Card, start..whole_end));
    }
    let said_bank = BANKS.is_in(before);
    if (16..=19).contains(&single.len()) && free(end) && is_bank(&single, said_bank) {
        return Some((Kind::Bank, start..end));
    }
    let by_four = lengths.len() >= 4 && lengths[..lengths.len() - 1].iter().all(|length| *length == 4);
    if by_four && (16..=19).contains(&all.len()) && free(whole_end) && is_bank(&all, said_bank) {
        return Some((Kind::Bank, start..whole_end));
    }
    // An account of an office has no check digit of cards.
    let is_account = (12..=25).contains(&all.len()) && (ACCOUNTS.is_in(before) || ACCOUNTS.is_in(head));
    if is_account && free(whole_end) {
        return Some((Kind::Bank, start..whole_end));
    }
    let is_mobile = |digits: &[u8]| digits.len() == 11 && digits[0] == b'1' && (b'3'..=b'9').contains(&digits[1]);
    let is_code = CODES.ends(before).is_some() && TELEPHONES.ends(before).is_none();
    if is_mobile(&single) && (lengths.len() == 1 || lengths[1..] == [0]) && free(end) && !is_code {
        return is_ones_own(before).then_some((Kind::Mobile, start..end));
    }
    if matches!(lengths[..], [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5]) && is_mobile(&all) && free(whole_end) {
        return is_ones_own(before).then_some((Kind::Mobile, start..whole_end));
    }
    // Land lines are offices', but for those that are said to be of a home.
    let is_home = |end: usize| HOMES.is_in(before) || HOMES.is_in(head) || is_marked(before, &text[end..]);
    let is_local = |number: &[u8]| matches!(number.len(), 7 | 8) && (b'2'..=b'8').contains(&number[0]);
    let is_land_line = |lengths: &[usize], number: &[u8]| match (lengths, number[0]) {
        ([3 | 4, 7 | 8] | [10..=12], b'0') => true,
        ([7 | 8] | [3 | 4, 4], _) => is_local(number),
        _ => false,
    };
    if is_land_line(&lengths, &all) && free(whole_end) && is_home(whole_end) {
        return Some((Kind::LandLine, start..whole_end));
    }
    (is_land_line(&lengths[..1], &single) && free(end) && is_home(end)).then_some((Kind::LandLine, start..end))
}

/// Where the number behind the code of the country begins, if digits do with that code:
/// +86 138…, 86-138…, 0086138….
fn after_country(bytes: &[u8], start: usize) -> Option<usize> {
    let code: &[u8] = if bytes[start..].starts_with(b"0086") { b"0086" } else { b"86" };
    let end = start + code.len();
    let has_gap = bytes.get(end).is_some_and(|byte| matches!(byte, b' ' | b'-'));
    let is_own = bytes[start..].starts_with(code) && (has_gap || group_end(bytes, end) - end == 11);
    is_own.then_some(end + usize::from(has_gap))
}

fn digits(bytes: &[u8], groups: &[Range<usize>]) -> Vec<u8> {
    groups.iter().flat_map(|group| bytes[group.clone()].iter().copied()).collect()
}

/// A dozen characters before a place, of the same line.
fn context(text: &str, at: usize) -> &str {
    let head = &text[..at];
    let start = head.char_indices().rev().take(12).take_while(|(_, c)| !matches!(c, '\n' | '。')).last();
    &head[start.map_or(at, |(at, _)| at)..]
}

/// Whether a mark of homes stands beside a number: （宅）3300142, 3300142（家）.
fn is_marked(before: &str, after: &str) -> bool {
    let opens = |c: char| "(（[【".contains(c);
    let closes = |c: char| ")）]】".contains(c);
    let label = before.trim_end_matches(|c: char| c == ' ' || c == ':' || c == '：' || closes(c));
    let is_apart = |c: char| opens(c) || " :：,，;；/／、|".contains(c);
    let is_before = HOME_MARKS.strip_suffix(label).is_some_and(|rest| rest.is_empty() || rest.ends_with(is_apart));
    let inner = after.trim_start().strip_prefix(opens).and_then(|inner| HOME_MARKS.strip_prefix(inner));
    is_before || inner.is_some_and(|rest| rest.starts_with(closes))
}

fn is_private(before: &str) -> bool {
    !PUBLIC.is_in(before)
}

/// Whether a mobile number is a person's: of an office only what follows its word at
/// once, not what comes behind a comma (陪诊热线（队长李明，138…）) or a name (投稿：李明 138…).
fn is_ones_own(before: &str) -> bool {
    let clause = before.rsplit([',', '，', ';', '；']).next().unwrap_or_default();
    let Some(behind) = PUBLIC.places(clause).map(|word| word.end).max() else { return true };
    let is_between = |c: char| !c.is_alphanumeric();
    let mut words = clause[behind..].split(is_between).filter(|word| !word.is_empty());
    let begins = clause[behind..].starts_with(is_between);
    // What is joined to the word names the office: 投诉受理中心.
    let first = if begins { None } else { words.next() };
    let names = |word: &str| surname::is_name(word) && !words::is_word(word);
    let ends_in_name = |word: &str| {
        let name = word.rfind(['人', '员', '者', '长']).map(|at| &word[at + '人'.len_utf8()..]);
        name.is_some_and(names)
    };
    first.is_some_and(ends_in_name) || words.any(|word| names(word) || ends_in_name(word))
}

/// Whether a counter follows: an amount, no number of a person.
fn is_counted(after: &str) -> bool {
    COUNTERS.begins(after.trim_start_matches(' ')).is_some()
}

/// GB 11643: place, date of birth, and the check digit.
fn is_card(number: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let (Some(body), Some(last)) = (number.get(..17), number.get(17)) else { return false };
    if number.len() != 18 || !body.iter().all(u8::is_ascii_digit) || !(b'1'..=b'8').contains(&body[0]) {
        return false;
    }
    let value = |range: Range<usize>| body[range].iter().fold(0_i32, |sum, byte| sum * 10 + i32::from(byte - b'0'));
    let (year, month, day) = (value(6..10), value(10..12), value(12..14));
    let is_born = (1850..=2099).contains(&year)
        && u8::try_from(month)
            .is_ok_and(|month| (1..=12).contains(&month) && (1..=i32::from(last_day(year, month))).contains(&day));
    let sum: u32 = body.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    is_born && CHECKS[sum as usize % 11] == last.to_ascii_uppercase()
}

/// Luhn's sum, and a beginning that banks of the mainland use.
fn is_bank(number: &[u8], is_said: bool) -> bool {
    let sum: u32 = number
        .iter()
        .rev()
        .enumerate()
        .map(|(place, byte)| match (u32::from(byte - b'0'), place % 2) {
            (digit, 0) => digit,
            (digit, _) if digit > 4 => digit * 2 - 9,
            (digit, _) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10) && (number.starts_with(b"62") || is_said) && number.iter().any(|byte| *byte != number[0])
}

/// The mail address around an @.
fn mail(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-+".contains(byte);
    let start = at - bytes[..at].iter().rev().take_while(|byte| is_name(byte)).count();
    let length = bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b".-".contains(byte)).count();
    let host = text[at + 1..at + 1 + length].trim_end_matches(['.', '-']);
    let name = &text[start..at];
    let (_, top) = host.rsplit_once('.')?;
    let is_address = !name.is_empty() && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_link = start > 0 && matches!(bytes[start - 1], b'/' | b':' | b'=');
    let is_office = ["info", "office", "admin", "service", "contact", "webmaster", "tougao", "editor", "bianji"]
        .iter()
        .any(|word| name.eq_ignore_ascii_case(word));
    let before = context(text, start);
    let is_private = is_private(before) && !OFFICES.is_in(before);
    (is_address && !is_office && is_private && (!is_link || bytes[start - 1] == b':'))
        .then_some(start..at + 1 + host.len())
}

/// The number after QQ.
fn qq(text: &str, at: usize) -> Option<Range<usize>> {
    let blanks = [':', '：', ' '];
    let mut rest = text[at..].trim_start_matches(blanks);
    while let Some(after) = QQ_WORDS.strip_prefix(rest) {
        rest = after.trim_start_matches(blanks);
    }
    let start = text.len() - rest.len();
    let end = group_end(text.as_bytes(), start);
    let is_free = !text.as_bytes().get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'*');
    ((5..=11).contains(&(end - start)) && is_free && !text[start..].starts_with('0') && !is_counted(&text[end..]))
        .then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::{column, column_head, is_card, label_left, numbers, numbers_in_markdown};

    #[test]
    fn numbers_of_persons_are_found() {
        for (text, expected) in [
            ("身份证11010519491231002X", vec!["11010519491231002X"]),
            ("证号 110105 19491231 002x", vec![]),
            ("440524188001010014，", vec!["440524188001010014"]),
            ("440524188001010015，", vec![]),
            ("电话138-0013-8000或13900139000", vec!["138-0013-8000", "13900139000"]),
            ("家庭电话（010-62345678）", vec!["010-62345678"]),
            ("住宅电话01062345678。", vec!["01062345678"]),
            ("联系电话：0574-63801234，办公室电话：01062345678，传真010-62345678", vec![]),
            ("编辑部邮箱：bianji01@a.org.cn，报名邮箱wang@163.com", vec![]),
            ("邮箱zhang.san@qq.com，", vec!["zhang.san@qq.com"]),
            ("QQ：123456789", vec!["123456789"]),
            ("卡号6222 0212 3456 7894", vec!["6222 0212 3456 7894"]),
            ("卡号6222 0212 3456 7895", vec![]),
            ("卡号4111111111111111", vec!["4111111111111111"]),
            ("开户账号：8000 0120 0000 0031 205", vec!["8000 0120 0000 0031 205"]),
            ("开户账号：某某", vec![]),
            ("４４０，138****8000，info@a.cn", vec![]),
            ("10.12345/j.issn.1234-5678.2021.01.001", vec![]),
            ("https://a.cn/13800138000?x=13800138000", vec![]),
            ("证书编号13800138000", vec![]),
            ("QQ群讨论5次，20211205", vec![]),
            ("捐款13800138000元", vec![]),
            ("咨询电话：13800138000", vec![]),
            ("电话１３８００１３８０００", vec!["１３８００１３８０００"]),
            ("电话１３８－0013-8000", vec!["１３８－0013-8000"]),
            (
                "电话+8613800138000，+86 138-0013-8000，8613800138000",
                vec!["13800138000", "138-0013-8000", "13800138000"],
            ),
            ("电话1380013 8000、138 00138000", vec!["1380013 8000", "138 00138000"]),
            ("收入8613元，编码86138001380001", vec![]),
            ("陪诊热线（队长李明，13800138000）", vec!["13800138000"]),
            ("服务热线（24小时）：13800138000", vec![]),
            ("王一 (宅)3300142，", vec!["3300142"]),
            ("王一（宅）：338-8142；宅0809-3300142", vec!["338-8142", "0809-3300142"]),
            ("3300142（家里）", vec!["3300142"]),
            ("家里的座机3300142，家庭电话 62345678", vec!["3300142", "62345678"]),
            ("住宅3300142平方米，国家3300142件", vec![]),
            ("电话：3300142，5218890（办公室）", vec![]),
            (
                "电话191  0000  8812、193—0000—4420、198\u{3000}0000\u{3000}1937",
                vec!["191  0000  8812", "193—0000—4420", "198\u{3000}0000\u{3000}1937"],
            ),
            ("联系人——13800138000", vec!["13800138000"]),
            ("投稿：李明华 13800138000　办公：0571-6000000", vec!["13800138000"]),
            ("监督员赵小红 13800138000；值班室：13800138000", vec!["13800138000"]),
            ("投诉受理中心电话：13800138000，预约平台 13800138000", vec![]),
            ("电话138OO138000、l38OO138OOO、138-OO13-8OO0", vec!["138OO138000", "l38OO138OOO", "138-OO13-8OO0"]),
            ("身份证11O1O519491231OO2X", vec!["11O1O519491231OO2X"]),
            ("型号LOOO138OOOIl，编号B138OO138000，I38 OOO", vec![]),
            ("1@", vec![]),
            ("@a.cn", vec![]),
        ] {
            let found: Vec<&str> = numbers(text).into_iter().map(|(_, range)| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_number_that_a_line_breaks_is_one() {
        for (text, expected) in [
            ("电话：138001\n38000，", vec!["138001\n38000"]),
            ("电话：138-0013\n\n　　8000。", vec!["138-0013\n\n　　8000"]),
            ("身份证110105194\n91231002X，", vec!["110105194\n91231002X"]),
            ("全年13800\n138000元", vec![]),
            ("2023年138\n2021年", vec![]),
            ("电话13800138000\n13900139000", vec!["13800138000", "13900139000"]),
        ] {
            let found: Vec<&str> = numbers_in_markdown(text).into_iter().map(|(_, range)| &text[range]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_cell_stands_below_the_head_of_its_column() {
        let table = "| 姓名 | 办公电话 | 住宅电话 |\n| --- | --- | --- |\n| 王一 | 3300155 | 3300142 |\n\n3300142\n";
        let found: Vec<_> = numbers_in_markdown(table).into_iter().map(|(_, range)| range).collect();
        let at = table.find("3300142").unwrap();
        assert_eq!(found, vec![at..at + 7]);
        assert_eq!(column_head(table, at), "住宅电话");
        assert_eq!(column_head(table, table.len()), "");
        let form = "| 项目 | 内容 |\n| --- | --- |\n| 开户银行账号 | 8000 0120 0000 0031 205 |\n";
        let found: Vec<_> = numbers_in_markdown(form).into_iter().map(|(_, range)| &form[range]).collect();
        assert_eq!(found, ["8000 0120 0000 0031 205"]);
        assert_eq!(column(table, at).len(), 1);
        assert_eq!(label_left(form, form.find("8000").unwrap()), "开户银行账号");
    }

    #[test]
    fn a_card_has_its_check_digit() {
        assert!(is_card(b"11010519491231002x") && !is_card(b"110105194912310021") && !is_card(b""));
    }
}
