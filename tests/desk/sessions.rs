//! Random sessions: two windows, another program, undoing, restoring, and ends of the
//! program at any moment between. Nothing that was written is lost, and nothing is
//! overwritten that its writer did not know.
//!
//! `HUIBIAN_SEQUENCES` says how many; one that fails prints its seed, and
//! `HUIBIAN_SEED` runs that one again.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{Desk, write};

const FILE: &str = "content/reports/2021/a.md";

/// Numbers that look random and are the same for a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) % sides
    }
}

/// What a window has on its screen.
#[derive(Clone, Default)]
struct Window {
    hash: Value,
    text: String,
}

/// A text of which every line is somebody's, and is found again by its number.
fn with_line(text: &str, number: usize, dice: &mut Dice) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let line = format!("第{number}句。");
    let first = lines.iter().rposition(|line| *line == "---").unwrap() + 1;
    let at = first + usize::try_from(dice.roll((lines.len() - first + 1) as u64)).unwrap();
    lines.insert(at, &line);
    lines.insert(at + 1, "");
    lines.join("\n") + "\n"
}

/// What the file holds, and all that its history can bring back.
fn kept(desk: &Desk, id: &str) -> BTreeSet<String> {
    let versions = desk.get(&format!("history/{id}"));
    let texts = versions["versions"].as_array().unwrap().iter().filter_map(|version| {
        let (status, told) = desk.api("GET", &format!("history/{id}/{}", version["n"]), Value::Null);
        (status == 200).then(|| told["text"].as_str().unwrap().to_owned())
    });
    texts.chain([desk.file(FILE)]).collect()
}

fn session(seed: u64) {
    let mut dice = Dice(seed);
    let mut desk = Desk::open();
    let id = desk.id(FILE);
    let look = |desk: &Desk| {
        let told = desk.get(&format!("reports/{id}/text"));
        Window { hash: told["hash"].clone(), text: told["text"].as_str().unwrap().to_owned() }
    };
    let mut windows = [look(&desk), look(&desk)];
    let mut undos: Vec<Value> = Vec::new();
    // What huibian has written: it never may be lost. What another program wrote
    // is kept if it stood there when huibian wrote next.
    let mut written = BTreeSet::new();
    for step in 0..12 {
        let at = usize::try_from(dice.roll(2)).unwrap();
        let before = desk.file(FILE);
        match dice.roll(8) {
            // A window saves what it made of the text that it knows.
            0..=2 => {
                let mine = with_line(&windows[at].text, step, &mut dice);
                let save = json!({ "hash": windows[at].hash, "ops": [{ "op": "text", "text": mine }] });
                let (status, told) = desk.api("PUT", &format!("reports/{id}"), save);
                if before == windows[at].text {
                    assert_eq!(status, 200, "{told}");
                    assert_eq!(desk.file(FILE), mine);
                    undos.push(told["undo"].clone());
                    written.insert(mine);
                } else {
                    assert_eq!(status, 409, "what it did not know was overwritten");
                    assert_eq!(desk.file(FILE), before);
                    if let Some(merged) = told["merged"].as_str() {
                        assert!(merged.contains(&format!("第{step}句。")), "mine is in it");
                        let theirs: Vec<&str> = before.lines().filter(|line| line.starts_with('第')).collect();
                        let known: Vec<&str> = windows[at].text.lines().collect();
                        for line in theirs.iter().filter(|line| !known.contains(line)) {
                            assert!(merged.contains(*line), "theirs is in it");
                        }
                    }
                    assert_eq!(told["theirs"]["hash"], look(&desk).hash);
                }
                windows[at] = look(&desk);
            }
            // Another program saves.
            3 => {
                // Only what is known to huibian can be told from what was there.
                let _ = look(&desk);
                let theirs = with_line(&before, step, &mut dice);
                write(&desk.root().join(FILE), theirs.as_bytes());
            }
            // A window looks anew.
            4 => windows[at] = look(&desk),
            5 => {
                if let Some(undo) = undos.pop() {
                    let told = desk.done("POST", "undo", json!({ "token": undo }));
                    match told["done"].as_u64() {
                        Some(1) => drop(written.insert(desk.file(FILE))),
                        _ => assert_eq!(desk.file(FILE), before, "what came since was taken"),
                    }
                }
            }
            6 => {
                let versions = desk.get(&format!("history/{id}"));
                let versions = versions["versions"].as_array().unwrap();
                let n = &versions[usize::try_from(dice.roll(versions.len() as u64)).unwrap()]["n"];
                let wanted = json!({ "n": n, "hash": windows[at].hash });
                let (status, _) = desk.api("POST", &format!("history/{id}/restore"), wanted);
                match status {
                    200 => {
                        assert_eq!(before, windows[at].text, "what it did not know was overwritten");
                        if desk.file(FILE) != before {
                            written.insert(desk.file(FILE));
                        }
                    }
                    409 | 404 => assert_eq!(desk.file(FILE), before),
                    status => panic!("{status}"),
                }
                windows[at] = look(&desk);
            }
            // The program ends and is begun anew.
            _ => {
                let draft = json!({ "hash": windows[at].hash, "text": format!("第{step}句还没写完") });
                desk.done("PUT", &format!("drafts/{id}"), draft.clone());
                desk = Desk::on(desk.stop(), Some("p"));
                desk.enter();
                let known = desk.get(&format!("reports/{id}"))["drafts"][0].clone();
                assert_eq!((&known["hash"], &known["text"]), (&draft["hash"], &draft["text"]));
            }
        }
        // What stood there before huibian wrote is kept, whoever had written it.
        if desk.file(FILE) != before && written.contains(&desk.file(FILE)) {
            written.insert(before);
        }
    }
    let kept = kept(&desk, &id);
    for text in &written {
        assert!(kept.contains(text), "lost:\n{text}");
    }
}

#[test]
fn nothing_is_lost_and_nothing_overwritten_in_silence() {
    let number = |name| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let seeds = match number("HUIBIAN_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("HUIBIAN_SEQUENCES").unwrap_or(6),
    };
    for seed in seeds {
        let run = std::panic::catch_unwind(|| session(seed));
        if let Err(panic) = run {
            eprintln!("HUIBIAN_SEED={seed}");
            std::panic::resume_unwind(panic);
        }
    }
}
