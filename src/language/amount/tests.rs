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

fn found(text: &str) -> String {
    amounts(text).iter().map(|amount| said(amount, text)).collect::<Vec<_>>().join(" ")
}

#[test]
fn amounts_are_read() {
    for (text, expected) in [
        ("党员58名，9批次", "58名=58名 9批次=9批次"),
        ("三千余人次", "三千余人次=3000..4000人次"),
        ("投入80余万元", "80余万元=800000..900000元"),
        ("约1.2万人次", "约1.2万人次=10800..13200人次"),
        ("1.2万人次", "1.2万人次=11500..12500人次"),
        ("百余名，近百名，上千人", "百余名=100..200名 近百名=0..100名 上千人=1000..∞人"),
        ("两千多人", "两千多人=2000..3000人"),
        ("除夕夜，百名医务人员", "百名=90..110名"),
        ("1,080人与1 080人", "1,080人=1080人 1 080人=1080人"),
        ("占62.39%", "62.39%=62.39%"),
        ("百分之五十二、百分之六十二点三九", "百分之五十二=52% 百分之六十二点三九=62.39%"),
        ("３—５名、3至5名、三至五名", "３—５名=3..5名 3至5名=3..5名 三至五名=3..5名"),
        ("30%～40%", "30%～40%=30..40%"),
        ("3名至5名", "3名至5名=3..5名"),
        ("两三名、十七八名、三四十人", "两三名=2..3名 十七八名=17..18名 三四十人=30..40人"),
        ("六个贫困县", "六个=6个"),
        ("数百人、几十次", "数百人=200..999人 几十次=20..99次"),
        ("12 名党员", "12 名=12名"),
        ("50人以上，20人左右", "50人以上=50..∞人 20人左右=18..22人"),
        ("超过300人，不少于4次", "超过300人=300..∞人 不少于4次=4..∞次"),
        ("预约300人，附近3名", "300人=300人 3名=3名"),
        ("474人增加至今年的495人", "474人=474人 495人=495人"),
        ("三点建议", "三点=3点"),
        ("2个月、3个百分点", "2个月=2个月 3个百分点=3个百分点"),
        ("一百二十三人", "一百二十三人=123人"),
        ("3百人、5千册", "3百人=250..350人 5千册=4500..5500册"),
        ("参会人数百余人", "百余人=100..200人"),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn what_counts_nothing_is_said_to() {
    for (text, expected) in [
        ("第三届", "三届:ordinal"),
        ("第1名，第 2 期", "1名:ordinal 2 期:ordinal"),
        ("2021年12月5日", "2021年:time 12月:time 5日:time"),
        ("2021-12-05，2021.12.05", "2021-12-05:code 2021.12.05:code"),
        ("14:30，3/5", "14:30:code 3/5:code"),
        ("二〇二一年", "二〇二一:code"),
        ("COVID-19，2.0版，G20", "19:code 2.0版:ordinal 20:code"),
        ("电话13800138000", "13800138000:code"),
        ("010-12345678", "010:code 12345678:code"),
        ("10.12252/j.issn", "10.12252=10.12252"),
        ("三等奖", "三等奖:ordinal"),
        ("下午3点", "3点:time"),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
    for text in [
        "统一思想、一起、十分、万一、千方百计、老百姓、三会一课、五四、一线、八一医院",
        "一路、进一步、逐一、一面、一层、数一数二",
        "三基三严、两学一做、四川、九江、百年",
        "",
        "几",
        "数",
        "百分之",
        "三分之",
    ] {
        let counted: Vec<String> = amounts(text)
            .iter()
            .filter(|amount| amount.nature == Nature::Count || amount.nature == Nature::Share)
            .map(|amount| said(amount, text))
            .collect();
        assert_eq!(counted, [] as [&str; 0], "{text}");
    }
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
