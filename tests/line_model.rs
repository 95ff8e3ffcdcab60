//! The weights of the line model: they are what training makes of the families
//! in `frames/`, and they are good at these.
//!
//! `HUIBIAN_TRAIN=1 cargo test --release --test line_model -- --nocapture` writes
//! `src/import/structure/weights.tsv` anew. `HUIBIAN_RELIABILITY=1` shows how
//! often titles are right by how sure the model is, on families that it has not
//! seen (`SURE` in `parts.rs`).

mod frames;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use frames::bank::Banks;
use frames::{Dice, Family, Frame};
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
/// The least weight that is written.
const LEAST: i32 = 5;

/// A document for training: the features of its lines as numbers, and what they are.
struct Example {
    features: Vec<Vec<usize>>,
    gold: Vec<usize>,
}

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frames").join(name)
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

#[derive(Default)]
struct Trainer {
    names: Vec<Feature>,
    numbers: HashMap<Feature, usize>,
    /// Weights now, and the sum of each change times the step it was made at.
    weights: Vec<[i64; 25]>,
    sums: Vec<[i64; 25]>,
    moves: Vec<i64>,
    move_sums: Vec<i64>,
    step: i64,
}

impl Trainer {
    fn number(&mut self, feature: Feature) -> usize {
        *self.numbers.entry(feature).or_insert_with(|| {
            self.names.push(feature);
            self.weights.push([0; 25]);
            self.sums.push([0; 25]);
            self.names.len() - 1
        })
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

fn train(families: &[Family], banks: &Banks) -> Model {
    let mut trainer = Trainer { ..Trainer::default() };
    trainer.moves = vec![0; states().len() * states().len()];
    trainer.move_sums = trainer.moves.clone();
    let mut examples = Vec::new();
    for seed in 0..EACH {
        for family in families {
            let frame = drawn(family, banks, seed);
            let features = seen(&frame);
            let features =
                features.into_iter().map(|line| line.into_iter().map(|one| trainer.number(one)).collect()).collect();
            examples.push(Example { features, gold: frame.states.iter().map(|state| state_of(*state)).collect() });
        }
    }
    let mut dice = Dice(1);
    let mut scratch = Model::empty();
    for round in 0..ROUNDS {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, dice.below(at + 1));
        }
        let mut wrong = 0;
        for at in order {
            // Some features are withheld each time, so that no few of them decide.
            let keep =
                |line: &Vec<usize>, dice: &mut Dice| line.iter().copied().filter(|_| !dice.percent(WITHHELD)).collect();
            let Example { features, gold } = &examples[at];
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

/// How sure titles are by their margin: families are withheld in turn, and for
/// those the margins of titles are set against whether they are right.
fn reliability(families: &[Family], banks: &Banks) {
    let mut found: Vec<(i32, bool)> = Vec::new();
    let mut missing = 0;
    for fold in 0..FOLDS {
        let (held, kept): (Vec<_>, Vec<_>) =
            families.iter().cloned().enumerate().partition(|(at, _)| at % FOLDS == fold);
        let kept: Vec<Family> = kept.into_iter().map(|(_, family)| family).collect();
        let model = train(&kept, banks);
        for (_, family) in &held {
            for seed in 2000..2010 {
                let frame = family.document(banks, seed);
                let emissions = model.emissions(&seen(&frame));
                let (path, _) = model.decode(&emissions, Reports::One);
                let of = |states: &mut dyn Iterator<Item = State>| {
                    let titles = states.enumerate().filter(|(_, state)| state.role == LineRole::Title);
                    titles.map(|(at, _)| at).collect::<Vec<_>>()
                };
                let said = of(&mut path.iter().map(|at| states()[*at]));
                let right = said == of(&mut frame.states.iter().copied());
                match said.first() {
                    Some(at) => found.push((model.margin(&emissions, &path, *at), right)),
                    None => missing += usize::from(!right),
                }
            }
        }
    }
    found.sort_unstable();
    println!("{} titles of families withheld, {missing} missed", found.len());
    for part in found.chunks(found.len().div_ceil(10).max(1)) {
        let right = part.iter().filter(|(_, right)| *right).count();
        let first = part.first().map_or(0, |(margin, _)| *margin);
        println!(
            "margin from {first:5}: {right:4} of {:4} right, {:.1} %",
            part.len(),
            100.0 * right as f64 / part.len() as f64
        );
    }
}

const HEAD: &str = "# What each feature of a line weighs for each role, and each state after another (`model.rs`).\n\
# Made by HUIBIAN_TRAIN=1 cargo test --release --test line_model; not to be edited.\n";

#[test]
fn the_weights_are_those_that_training_makes() {
    let banks = Banks::read(&folder("banks"));
    let families = Family::all(&folder("families"));
    println!("{} families", families.len());
    let model = train(&families, &banks);
    let text = format!("{HEAD}{}", model.write());
    println!("{} bytes", text.len());
    if std::env::var_os("HUIBIAN_RELIABILITY").is_some() {
        reliability(&families, &banks);
    }
    let (all, right) = score(&model, &families, &banks);
    println!("{right} of {all} lines {:.2} %", 100.0 * right as f64 / all as f64);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/import/structure/weights.tsv");
    if std::env::var_os("HUIBIAN_TRAIN").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    assert!(std::fs::read_to_string(&path).unwrap() == text, "train anew: HUIBIAN_TRAIN=1");
}
