use crate::language::amount::{Amount, Claim, Nature, ONE, amounts};
use crate::language::numeral;

/// Writes what was found: its place in words, its bounds, its nature.
fn said(amount: &Amount<'_>, text: &str) -> String {
    let number = |value: u64| match value {
        u64::MAX => "∞".to_owned(),
        value if value.is_multiple_of(ONE) => (value / ONE).to_string(),
        value => format!("{}.{:06}", value / ONE, value % ONE).trim_end_matches('0').to_owned(),
    };
    let words = &text[amount.range.clone()];
    let bounds = if amount.low == amount.high {
        number(amount.low)
    } else {
        format!("{}..{}", number(amount.low), number(amount.high))
    };
    match amount.nature {
        Nature::Count => format!("{words}={bounds}{}", amount.counter),
        Nature::Share => format!("{words}={bounds}%"),
        Nature::Ordinal => format!("{words}:ordinal"),
        Nature::Time => format!("{words}:time"),
        Nature::Code => format!("{words}:code"),
    }
}

#[test]
fn amounts_are_read() {
    let cases = include_str!("../../../tests/language/cases/amounts.txt");
    for line in cases.lines().filter(|line| !line.starts_with('#')) {
        let (text, expected) = line.split_once('→').unwrap();
        let found = amounts(text);
        // What counts nothing is told only where the case tells it.
        let is_told =
            |amount: &&Amount<'_>| !expected.is_empty() || matches!(amount.nature, Nature::Count | Nature::Share);
        let found: Vec<String> = found.iter().filter(is_told).map(|amount| said(amount, text)).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }
    assert!(amounts("").is_empty());
}

#[test]
fn what_is_written_reads_back() {
    let one = |text: &str| -> (u64, Claim, String) {
        let found = amounts(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!(found[0].range, "共有".len()..text.len() - "。".len(), "{text}");
        (found[0].value, found[0].claim, found[0].counter.to_owned())
    };
    let grouped = |number: u64| {
        let digits = number.to_string();
        let mut text = String::new();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        text
    };
    let wide = |number: u64| -> String {
        number.to_string().chars().filter_map(|digit| char::from_u32(u32::from(digit) + 0xFEE0)).collect()
    };
    // Every small number, and then ever wider apart.
    let mut number = 1_u64;
    while number < 3_000_000 {
        let han = numeral::ordinal(u32::try_from(number).unwrap());
        for counter in ["名", "人次", "项", "元"] {
            let whole = (number * ONE, Claim::Exact, counter.to_owned());
            assert_eq!(one(&format!("共有{number}{counter}。")), whole);
            assert_eq!(one(&format!("共有{number} {counter}。")), whole);
            assert_eq!(one(&format!("共有{}{counter}。", grouped(number))), whole);
            assert_eq!(one(&format!("共有{}{counter}。", wide(number))), whole);
            if number > 1 {
                assert_eq!(one(&format!("共有{han}{counter}。")), whole);
            }
            let scaled = (number * 100 * ONE, Claim::Rounded, counter.to_owned());
            assert_eq!(one(&format!("共有{}.{:02}万{counter}。", number / 100, number % 100)), scaled);
            for (words, claim) in [("约", Claim::About), ("近", Claim::Under), ("超过", Claim::Over)] {
                let text = format!("共有{words}{number}{counter}。");
                let read = &amounts(&text)[0];
                assert_eq!((read.value, read.claim), (number * ONE, claim), "{text}");
                assert!(read.low <= read.value && read.value <= read.high, "{text}");
            }
        }
        number += 1 + number / 50;
    }
}

#[test]
fn hostile_texts_are_read_to_their_end() {
    let parts = [
        "9", "９", "一", "百", "十", "万", "亿", ".", "-", "至", "～", "%", "分之", "余", "几", "数", "半", "第", ",",
        " ", "名", "点", "约", "\u{301}", "🙂",
    ];
    let mut seed = 7_u32;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.push_str(parts[(seed >> 16) as usize % parts.len()]);
        }
        let mut end = 0;
        for amount in amounts(&text) {
            assert!(amount.range.start >= end && amount.range.end <= text.len(), "{text}");
            assert!(text.is_char_boundary(amount.range.start) && text.is_char_boundary(amount.range.end), "{text}");
            assert!(amount.low <= amount.high, "{text}: {amount:?}");
            end = amount.range.end;
        }
    }
    assert!(amounts(&"9".repeat(100_000)).len() <= 1);
    assert!(amounts(&"九".repeat(100_000)).len() <= 1);
    amounts(&"3—".repeat(50_000));
}

#[test]
fn every_counter_counts_and_counts_not_within_a_word() {
    let has = |text: &str, word: &str| {
        let found = crate::language::amount::counter::find(
            text.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches("12"),
            true,
        );
        found.is_some_and(|(counter, ..)| counter == word)
    };
    for row in crate::language::lexicon::COUNTERS.rows() {
        assert!(has(row.get("yes"), row.word()), "{}", row.get("yes"));
        assert!(row.get("no").is_empty() || !has(row.get("no"), row.word()), "{}", row.get("no"));
    }
}
