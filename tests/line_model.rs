//! The weights of the line model: they are what training makes of the families
//! in `frames/`, and they are good at these.
//!
//! `HUIBIAN_TRAIN=1 cargo test --release --test line_model -- --nocapture` writes
//! `src/import/structure/weights.tsv` and `certainty.tsv` anew. `HUIBIAN_RELIABILITY=1` compares
//! the second too and shows how often titles are right by how sure they are, on families that
//! were withheld (`SURE` in `certainty.rs`), and with `HUIBIAN_SHOW=title` which are wrong.

mod frames;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use frames::bank::Banks;
use frames::{Dice, Family, Frame};
use huibian::import::structure::certainty::{Certainty, SURE};
use huibian::import::structure::joined;
use huibian::import::structure::line::lines;
use huibian::import::structure::model::{Model, Reports, move_of};
use huibian::import::structure::role::{LineRole, State, states};
use huibian::import::structure::shapes::{Around, Feature, features};

/// How many documents of each family are made.
const EACH: u64 = 24;
/// How often all of them are gone through.
const ROUNDS: usize = 10;
/// How much better than any other the right sequence should be, for each line
/// that the other has wrong.
const MARGIN: i64 = 6;
/// What a weight of the file is worth in training.
const SCALE: i64 = 8;
/// How many features of a hundred are withheld each time.
const WITHHELD: usize = 15;
/// In how many parts the families are withheld to see how sure titles are.
const FOLDS: usize = 4;
/// How wide a class of sums of certainty is.
const STEP: i32 = 50;
/// How often all titles are gone through, how much one of them changes weights, how fast these
/// fade, and what a weight of the file is worth.
const PASSES: usize = 60;
const RATE: f64 = 0.05;
const FADING: f64 = 2e-4;
const UNIT: f64 = 100.0;
/// The least weight that is written.
const LEAST: i32 = 7;

/// A document for training: the features of its lines as numbers, and what they are.
struct Example {
    features: Vec<Vec<usize>>,
    gold: Vec<usize>,
}

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frames").join(name)
}

/// A file of weights.
fn source(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/import/structure").join(name)
}

fn state_of(state: State) -> usize {
    states().iter().position(|known| *known == state).unwrap_or_else(|| panic!("{state:?}"))
}

/// A document of a family; one in twelve holds several reports.
fn drawn(family: &Family, banks: &Banks, seed: u64) -> Frame {
    let mut frame = family.document(banks, seed);
    let mut dice = Dice(seed ^ 0xc0de);
    if !family.is_of_web() && dice.percent(8) {
        if dice.percent(50) {
            frame.head(&format!("{}各部门年度工作总结汇编", banks.pick("sites", &mut dice)));
        }
        for number in 1..=1 + dice.below(3) as u64 {
            frame.append(family.document(banks, seed + 10_000 * number));
        }
    }
    frame
}

fn seen(frame: &Frame) -> Vec<Vec<Feature>> {
    let lines = lines(&frame.document.blocks);
    assert_eq!(lines.len(), frame.states.len());
    let name = frame.document.name.trim_end_matches(".docx");
    features(&lines, Around { name, title: &frame.document.properties.title })
}

struct Trainer {
    names: Vec<Feature>,
    /// Weights now, and the sum of each change times the step it was made at.
    weights: Vec<[i64; 25]>,
    sums: Vec<[i64; 25]>,
    moves: Vec<i64>,
    move_sums: Vec<i64>,
    step: i64,
}

impl Trainer {
    fn new(names: &[Feature]) -> Trainer {
        let moves = vec![0; states().len() * states().len()];
        Trainer {
            names: names.to_vec(),
            weights: vec![[0; 25]; names.len()],
            sums: vec![[0; 25]; names.len()],
            move_sums: moves.clone(),
            moves,
            step: 0,
        }
    }

    /// The best sequence if every wrong line were worth a margin more.
    fn decode(&self, example: &Example, model: &mut Model) -> Vec<usize> {
        for (slot, weight) in model.moves.iter_mut().zip(&self.moves) {
            *slot = *weight as i32;
        }
        let emission = |(features, gold): (&Vec<usize>, &usize)| {
            let mut sums = [0i64; 25];
            for feature in features {
                for (sum, weight) in sums.iter_mut().zip(&self.weights[*feature]) {
                    *sum += weight;
                }
            }
            let of = |(at, state): (usize, &State)| {
                let margin = if at == *gold { 0 } else { MARGIN };
                (sums[state.role as usize] + margin) as i32
            };
            states().iter().enumerate().map(of).collect()
        };
        let emissions: Vec<Vec<i32>> = example.features.iter().zip(&example.gold).map(emission).collect();
        model.decode(&emissions, Reports::Any).0
    }

    fn learn(&mut self, example: &Example, found: &[usize]) {
        self.step += 1;
        for (at, (gold, found)) in example.gold.iter().zip(found).enumerate() {
            let (right, wrong) = (states()[*gold].role as usize, states()[*found].role as usize);
            if right != wrong {
                for feature in &example.features[at] {
                    for (role, change) in [(right, 1), (wrong, -1)] {
                        self.weights[*feature][role] += change;
                        self.sums[*feature][role] += change * self.step;
                    }
                }
            }
        }
        let pairs = |path: &[usize]| path.windows(2).map(|pair| move_of(pair[0], pair[1])).collect::<Vec<_>>();
        for (path, change) in [(pairs(&example.gold), 1), (pairs(found), -1)] {
            for pair in path {
                self.moves[pair] += change;
                self.move_sums[pair] += change * self.step;
            }
        }
    }

    /// The mean of all weights there were.
    fn model(&self) -> Model {
        let mean = |now: i64, sum: i64| ((now * (self.step + 1) - sum) * SCALE / (self.step + 1)) as i32;
        let kept = |weight: i32| if weight.abs() < LEAST { 0 } else { weight };
        let mut model = Model::empty();
        for (at, name) in self.names.iter().enumerate() {
            let row: Vec<i32> =
                self.weights[at].iter().zip(&self.sums[at]).map(|(now, sum)| kept(mean(*now, *sum))).collect();
            if row.iter().any(|weight| *weight != 0) {
                model.features.insert(*name, row);
            }
        }
        for (slot, (now, sum)) in model.moves.iter_mut().zip(self.moves.iter().zip(&self.move_sums)) {
            *slot = mean(*now, *sum);
        }
        model
    }
}

/// Documents of families for training, and the features that their numbers stand for.
struct Examples {
    names: Vec<Feature>,
    /// Each with the number of its family.
    drawn: Vec<(usize, Example)>,
}

impl Examples {
    fn draw(families: &[Family], banks: &Banks) -> Examples {
        let mut names = Vec::new();
        let mut numbers: HashMap<Feature, usize> = HashMap::new();
        let mut documents = Vec::new();
        for seed in 0..EACH {
            for (at, family) in families.iter().enumerate() {
                let frame = drawn(family, banks, seed);
                let mut number = |feature| {
                    *numbers.entry(feature).or_insert_with(|| {
                        names.push(feature);
                        names.len() - 1
                    })
                };
                let features =
                    seen(&frame).into_iter().map(|line| line.into_iter().map(&mut number).collect()).collect();
                let gold = frame.states.iter().map(|state| state_of(*state)).collect();
                documents.push((at, Example { features, gold }));
            }
        }
        Examples { names, drawn: documents }
    }
}

/// Trains on the documents of some families.
fn train(all: &Examples, rounds: usize, is_of: impl Fn(usize) -> bool) -> Model {
    let examples: Vec<&Example> =
        all.drawn.iter().filter(|(family, _)| is_of(*family)).map(|(_, example)| example).collect();
    let mut trainer = Trainer::new(&all.names);
    let mut dice = Dice(1);
    let mut scratch = Model::empty();
    for round in 0..rounds {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, dice.below(at + 1));
        }
        let mut wrong = 0;
        for at in order {
            // Some features are withheld each time, so that no few of them decide.
            let keep =
                |line: &Vec<usize>, dice: &mut Dice| line.iter().copied().filter(|_| !dice.percent(WITHHELD)).collect();
            let Example { features, gold } = examples[at];
            let features = features.iter().map(|line| keep(line, &mut dice)).collect();
            let example = &Example { features, gold: gold.clone() };
            let found = trainer.decode(example, &mut scratch);
            wrong += example.gold.iter().zip(&found).filter(|(gold, found)| gold != found).count();
            trainer.learn(example, &found);
        }
        println!("round {round}: {wrong} lines within the margin");
    }
    trainer.model()
}

/// How many lines of new documents of the families have their role, by role.
fn score(model: &Model, families: &[Family], banks: &Banks) -> (usize, usize) {
    let mut by_role: BTreeMap<LineRole, (usize, usize)> = BTreeMap::new();
    let mut confused: BTreeMap<(LineRole, LineRole), usize> = BTreeMap::new();
    let mut worst = Vec::new();
    for family in families {
        let (mut right_titles, mut titles) = (0, 0);
        for seed in 1000..1010 {
            let frame = drawn(family, banks, seed);
            let (path, _) = model.decode(&model.emissions(&seen(&frame)), Reports::Any);
            let roles: Vec<LineRole> = path.iter().map(|state| states()[*state].role).collect();
            let titles_of = |roles: &mut dyn Iterator<Item = LineRole>| {
                roles.enumerate().filter(|(_, role)| *role == LineRole::Title).map(|(at, _)| at).collect::<Vec<_>>()
            };
            titles += 1;
            right_titles += usize::from(
                titles_of(&mut roles.iter().copied()) == titles_of(&mut frame.states.iter().map(|state| state.role)),
            );
            for (state, found) in frame.states.iter().zip(roles) {
                let score = by_role.entry(state.role).or_default();
                score.0 += 1;
                score.1 += usize::from(state.role == found);
                if state.role != found {
                    *confused.entry((state.role, found)).or_default() += 1;
                }
            }
        }
        worst.push((right_titles * 100 / titles, family.name.clone()));
    }
    for (role, (all, right)) in &by_role {
        println!("{:13} {right:6} of {all:6} {:.1} %", role.name(), 100.0 * *right as f64 / *all as f64);
    }
    let mut confused: Vec<_> = confused.into_iter().map(|(pair, count)| (count, pair)).collect();
    confused.sort_by(|one, other| other.cmp(one));
    println!("{:?}", &confused[..confused.len().min(12)]);
    worst.sort();
    println!("titles by family: {:?}", &worst[..worst.len().min(12)]);
    by_role.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
}

/// A title that was found in a document of a family that the model of lines had not seen.
struct Outcome {
    family: usize,
    traits: Vec<&'static str>,
    /// Whether what holds of it decides.
    is_open: bool,
    is_right: bool,
    /// The document, what was said and what is so.
    note: String,
}

/// What the whole import says is the title, of documents of families that are withheld in turn.
fn outcomes(families: &[Family], banks: &Banks, examples: &Examples) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for fold in 0..FOLDS {
        let model = train(examples, ROUNDS / 2, |family| family % FOLDS != fold);
        for (family, known) in families.iter().enumerate().skip(fold).step_by(FOLDS) {
            for seed in 2000..2010 {
                let frame = known.document(banks, seed);
                let is_title = |state: &State| state.role == LineRole::Title;
                let lines = lines(&frame.document.blocks);
                let squeezed = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                let titles = lines.iter().zip(&frame.states).filter(|(_, state)| is_title(state));
                let gold: String = titles.map(|(line, _)| squeezed(&line.text)).collect();
                let article = joined(frame.document, &BTreeSet::new(), &model).swap_remove(0);
                let Some(title) = &article.title else { continue };
                // A part of its line may be a subtitle or a label.
                let said = squeezed(&title.text);
                let is_right =
                    !said.is_empty() && gold.contains(&said) && said.chars().count() * 5 > gold.chars().count() * 2;
                outcomes.push(Outcome {
                    family,
                    traits: article.grounds.traits.clone(),
                    is_open: !article.grounds.is_doubted && !article.grounds.is_short,
                    is_right,
                    note: format!("{} {seed}: {said} / {gold}", known.name),
                });
            }
        }
    }
    outcomes
}

/// Weights by which right titles have a positive sum and wrong ones a negative, by logistic
/// regression. In place of the logistic function stands one that every machine calculates alike.
fn certainty<'a>(outcomes: impl Iterator<Item = &'a Outcome> + Clone) -> Certainty {
    let mut weights: BTreeMap<&'static str, f64> = BTreeMap::new();
    for _ in 0..PASSES {
        for outcome in outcomes.clone() {
            let sum: f64 = outcome.traits.iter().map(|name| weights.get(name).copied().unwrap_or_default()).sum();
            let probable = 0.5 + 0.5 * sum / (1.0 + sum.abs());
            let error = f64::from(u8::from(outcome.is_right)) - probable;
            for name in &outcome.traits {
                let weight = weights.entry(name).or_default();
                *weight += RATE * error - FADING * *weight;
            }
        }
    }
    let rounded = weights.into_iter().map(|(name, weight)| (name, (weight * UNIT).round() as i32));
    Certainty { weights: rounded.filter(|(_, weight)| *weight != 0).collect() }
}

/// How many titles from each sum of certainty on are right and wrong, each by weights of
/// families that it is not of.
fn show_reliability(outcomes: &[Outcome]) {
    let mut by_sum: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
    for fold in 0..FOLDS {
        // Folds of the model of lines are families' remainders; these cut across them.
        let is_of = |outcome: &&Outcome| outcome.family / FOLDS % FOLDS == fold;
        let certainty = certainty(outcomes.iter().filter(|outcome| outcome.is_open && !is_of(outcome)));
        for outcome in outcomes.iter().filter(is_of).filter(|outcome| outcome.is_open) {
            let sum = certainty.of(&outcome.traits);
            let slot = by_sum.entry(sum.div_euclid(STEP) * STEP).or_default();
            *(if outcome.is_right { &mut slot.0 } else { &mut slot.1 }) += 1;
            if std::env::var_os("HUIBIAN_SHOW").is_some() && !outcome.is_right && sum >= SURE {
                println!("{sum} {}", outcome.note);
            }
        }
    }
    let is_plain = |outcome: &&Outcome| {
        ["is-top-and-named", "is-over-text"].iter().all(|name| outcome.is_open && outcome.traits.contains(name))
    };
    let plain = outcomes.iter().filter(is_plain);
    let right = plain.clone().filter(|outcome| outcome.is_right).count();
    println!("first, named as reports are and above the text: {right} of {} right", plain.count());
    let mut by_trait: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for outcome in outcomes.iter().filter(|outcome| outcome.is_open) {
        for name in outcome.traits.iter().filter(|name| name.starts_with("is-")) {
            let slot = by_trait.entry(name).or_default();
            *(if outcome.is_right { &mut slot.0 } else { &mut slot.1 }) += 1;
        }
    }
    println!("right and wrong titles of which this holds: {by_trait:?}");
    println!("of {} titles, by sums: of this class; from it on", outcomes.len());
    let (mut right, mut wrong) = (0, 0);
    for (sum, of_class) in by_sum.into_iter().rev() {
        (right, wrong) = (right + of_class.0, wrong + of_class.1);
        let percent = 100.0 * wrong as f64 / (right + wrong) as f64;
        println!(
            "{sum:5}: {:4} right {:4} wrong; {right:4} right {wrong:4} wrong, {percent:.1} %",
            of_class.0, of_class.1
        );
    }
}

fn told(certainty: &Certainty) -> String {
    let rows: BTreeSet<String> = certainty.weights.iter().map(|(name, weight)| format!("{name}\t{weight}\n")).collect();
    rows.into_iter().collect()
}

const HEAD: &str = "# Made by HUIBIAN_TRAIN=1 cargo test --test line_model (see model.rs and certainty.rs)\n";

#[test]
fn the_weights_are_those_that_training_makes() {
    let banks = Banks::read(&folder("banks"));
    let families = Family::all(&folder("families"));
    println!("{} families", families.len());
    let examples = Examples::draw(&families, &banks);
    let model = train(&examples, ROUNDS, |_| true);
    let text = format!("{HEAD}{}", model.write());
    println!("{} bytes", text.len());
    let is_training = std::env::var_os("HUIBIAN_TRAIN").is_some();
    if is_training || std::env::var_os("HUIBIAN_RELIABILITY").is_some() {
        let outcomes = outcomes(&families, &banks, &examples);
        show_reliability(&outcomes);
        let text = format!("{HEAD}{}", told(&certainty(outcomes.iter().filter(|outcome| outcome.is_open))));
        let path = source("certainty.tsv");
        if is_training {
            std::fs::write(&path, &text).unwrap();
        }
        assert!(std::fs::read_to_string(&path).unwrap() == text, "train anew: HUIBIAN_TRAIN=1");
    }
    let (all, right) = score(&model, &families, &banks);
    println!("{right} of {all} lines {:.2} %", 100.0 * right as f64 / all as f64);
    let path = source("weights.tsv");
    if is_training {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap() == text, "train anew: HUIBIAN_TRAIN=1");
}
