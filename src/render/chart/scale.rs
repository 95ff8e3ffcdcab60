//! Scales: where a value lies between the ends of an axis, and its ticks.

/// An axis from one value to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    low: f64,
    high: f64,
    /// The distance of its ticks; of a scale of tens nothing.
    step: f64,
    tens: bool,
}

impl Scale {
    /// From zero, or below it if there are values below, to the highest value.
    pub fn from_zero(values: impl Iterator<Item = f64>) -> Scale {
        let (low, high) = ends(values).unwrap_or((0.0, 1.0));
        let (low, high) = (low.min(0.0), high.max(0.0));
        let high = if high > low { high } else { low + 1.0 };
        Scale { low, high, step: step(high - low), tens: false }
    }

    /// From the round number below all values to the one above them.
    pub fn around(values: impl Iterator<Item = f64>) -> Scale {
        let (low, high) = ends(values).unwrap_or((0.0, 1.0));
        let step = step((high - low).max(high.abs() * 0.01).max(1e-6));
        let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
        Scale { low, high: if high > low { high } else { low + step }, step, tens: false }
    }

    /// Each step ten times the one before; for values above zero only.
    pub fn tens(values: impl Iterator<Item = f64>) -> Scale {
        let (low, high) = ends(values.filter(|value| *value > 0.0)).unwrap_or((1.0, 10.0));
        let (low, high) = (low.log10().floor(), high.log10().ceil());
        Scale { low, high: if high > low { high } else { low + 1.0 }, step: 0.0, tens: true }
    }

    /// Where a value lies, from 0 at the low end to 1 at the high one.
    pub fn at(&self, value: f64) -> f64 {
        let value = if self.tens { value.max(f64::MIN_POSITIVE).log10() } else { value };
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// The round values of its ticks, lowest first.
    pub fn ticks(&self) -> Vec<f64> {
        if self.tens {
            let powers = (self.high - self.low).clamp(0.0, 15.0) as i32;
            return (0..=powers).map(|power| 10_f64.powi(self.low as i32 + power)).collect();
        }
        let first = (self.low / self.step).ceil();
        let number = ((self.high - first * self.step) / self.step + 1e-9).floor().clamp(0.0, 12.0) as i32;
        (0..=number).map(|number| (first + f64::from(number)) * self.step).collect()
    }
}

/// The lowest and the highest of values; none of none.
fn ends(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    values.fold(None, |ends, value| match ends {
        None => Some((value, value)),
        Some((low, high)) => Some((f64::min(low, value), f64::max(high, value))),
    })
}

/// A round step, 1, 2 or 5 with zeros, of which three to six make a span.
fn step(span: f64) -> f64 {
    let zeros = 10_f64.powf((span / 3.0).log10().floor());
    let times = span / 3.0 / zeros;
    zeros
        * if times >= 5.0 {
            5.0
        } else if times >= 2.0 {
            2.0
        } else {
            1.0
        }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    fn near(a: &[f64], b: &[f64]) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9)
    }

    #[test]
    fn ticks_are_round_and_lie_within() {
        let linear = Scale::from_zero([474.0, 495.0].into_iter());
        assert!(near(&linear.ticks(), &[0.0, 100.0, 200.0, 300.0, 400.0]), "{:?}", linear.ticks());
        let cut = Scale::around([81.6, 99.5].into_iter());
        assert!(near(&cut.ticks(), &[80.0, 85.0, 90.0, 95.0, 100.0]), "{:?}", cut.ticks());
        let tens = Scale::tens([3.0, 4522.0].into_iter());
        assert!(near(&tens.ticks(), &[1.0, 10.0, 100.0, 1000.0, 10000.0]), "{:?}", tens.ticks());
        assert!((tens.at(100.0) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn no_values_make_a_scale_that_breaks_nothing() {
        for values in [vec![], vec![0.0], vec![7.0, 7.0], vec![-3.0], vec![1e300, -1e300]] {
            for scale in [Scale::from_zero, Scale::around, Scale::tens]
                .map(|make: fn(_) -> Scale| make(values.clone().into_iter()))
            {
                assert!(scale.ticks().len() < 20, "{values:?} {scale:?}");
                assert!((0.0..=1.0).contains(&scale.at(5.0)), "{values:?} {scale:?}");
            }
        }
    }
}
