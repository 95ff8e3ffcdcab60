//! Choices that are the same in every run.

/// Numbers that are the same in every run.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    pub fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

/// A file with other ends of lines, with a mark before it, without its last end.
pub fn variants(random: &mut Random, text: &str) -> String {
    let mut text = text.replace("\r\n", "\n").trim_start_matches('\u{feff}').to_owned();
    if random.below(3) == 0 {
        text = text.replace('\n', "\r\n");
    }
    if random.below(5) == 0 {
        text.insert(0, '\u{feff}');
    }
    if random.below(4) == 0 {
        text.truncate(text.trim_end().len());
    }
    text
}
