//! Bits: numbers in as few bits as their likely size needs.
//!
//! In: numbers, mostly the gaps of ascending lists. Out: bytes, lowest bit
//! first. The codes are those that the head of `search` gives; their parameter
//! follows from the lengths, so that it need not be written. Interpolative
//! coding would not be smaller, and gzip finds nothing left (both measured).

/// Writes bits.
#[derive(Default)]
pub struct Bits {
    bytes: Vec<u8>,
    /// Bits that do not fill a byte yet, and how many.
    rest: u64,
    count: u32,
}

impl Bits {
    /// Writes the `count` low bits of a value, at most 32.
    pub fn put(&mut self, value: u64, count: u32) {
        self.rest |= (value & ((1 << count) - 1)) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.rest as u8);
            self.rest >>= 8;
            self.count -= 8;
        }
    }

    /// Ones, then a zero.
    fn unary(&mut self, mut ones: u32) {
        while ones >= 24 {
            self.put((1 << 24) - 1, 24);
            ones -= 24;
        }
        self.put((1 << ones) - 1, ones + 1);
    }

    /// A number that is mostly below 2^`k`.
    pub fn rice(&mut self, value: u32, k: u32) {
        self.unary(value >> k);
        self.put(u64::from(value), k);
    }

    /// A number from 1 that is mostly small.
    pub fn gamma(&mut self, value: u32) {
        let length = value.max(1).ilog2();
        self.unary(length);
        self.put(u64::from(value), length);
    }

    /// Ascending numbers below `among`, as many as `count`. If they are more than
    /// half of what there is, those that are not among them are written.
    pub fn ascending(&mut self, numbers: impl Iterator<Item = u32>, among: usize, count: usize) {
        if 2 * count <= among {
            return self.gaps(numbers, among, count);
        }
        let mut next = 0;
        let others = numbers.chain([among as u32]).flat_map(|number| {
            let others = next..number;
            next = number + 1;
            others
        });
        self.gaps(others, among, among - count);
    }

    fn gaps(&mut self, numbers: impl Iterator<Item = u32>, among: usize, count: usize) {
        let k = parameter(among, count);
        let mut next = 0;
        for number in numbers {
            self.rice(number - next, k);
            next = number + 1;
        }
    }

    /// The bytes, the last filled with zeros.
    pub fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.bytes.push(self.rest as u8);
        }
        self.bytes
    }
}

/// Reads bits. Where they end early, nothing is read.
pub struct BitReader<'b> {
    bytes: &'b [u8],
    /// The next bit.
    at: usize,
}

impl<'b> BitReader<'b> {
    /// Begins with the first bit.
    pub fn new(bytes: &'b [u8]) -> BitReader<'b> {
        BitReader { bytes, at: 0 }
    }

    /// A value of so many bits, at most 32.
    pub fn take(&mut self, count: u32) -> Option<u32> {
        let mut value = 0;
        for place in 0..count {
            let byte = self.bytes.get(self.at / 8)?;
            value |= u32::from(byte >> (self.at % 8) & 1) << place;
            self.at += 1;
        }
        Some(value)
    }

    fn unary(&mut self) -> Option<u32> {
        let mut ones = 0;
        while self.take(1)? == 1 {
            ones += 1;
        }
        Some(ones)
    }

    /// What `Bits::rice` wrote.
    pub fn rice(&mut self, k: u32) -> Option<u32> {
        let high = self.unary()?;
        let low = self.take(k)?;
        Some(high.checked_shl(k)? | low)
    }

    /// What `Bits::gamma` wrote.
    pub fn gamma(&mut self) -> Option<u32> {
        let length = self.unary().filter(|&length| length < 32)?;
        Some(1 << length | self.take(length)?)
    }

    /// What `Bits::ascending` wrote: `count` numbers below `among`.
    pub fn ascending(&mut self, among: usize, count: usize) -> Option<Vec<u32>> {
        if count > among {
            return None;
        }
        if 2 * count <= among {
            return self.gaps(among, count);
        }
        let mut others = self.gaps(among, among - count)?.into_iter().peekable();
        Some((0..among as u32).filter(|number| others.next_if_eq(number).is_none()).collect())
    }

    fn gaps(&mut self, among: usize, count: usize) -> Option<Vec<u32>> {
        let k = parameter(among, count);
        let mut numbers = Vec::new();
        let mut next: u32 = 0;
        for _ in 0..count {
            let number = self.rice(k)?.checked_add(next).filter(|&number| (number as usize) < among)?;
            numbers.push(number);
            next = number + 1;
        }
        Some(numbers)
    }
}

/// `K(n, m)`: how many low bits the gaps of m numbers below n have.
pub fn parameter(among: usize, count: usize) -> u32 {
    let most = among * 11 / 16;
    let mut k = 0;
    while count.max(1) << (k + 1) <= most {
        k += 1;
    }
    k
}

#[cfg(test)]
mod tests {
    use super::{Bits, parameter};

    #[test]
    fn bits_stand_lowest_first() {
        let mut bits = Bits::default();
        bits.rice(5, 1); // 110 1
        bits.gamma(6); // 110 01
        assert_eq!(bits.finish(), [0b0011_1011, 0b1]);
        let mut bits = Bits::default();
        bits.ascending([0, 2].into_iter(), 4, 2); // 0 and 10
        bits.ascending([0, 2, 3].into_iter(), 4, 3); // all but 1: 0 01, one low bit
        bits.ascending(0..4, 4, 4); // nothing is left out
        assert_eq!(bits.finish(), [0b1_0010]);
        let mut bits = Bits::default();
        bits.rice(50, 0); // 50 ones and a zero
        assert_eq!(bits.finish(), [255, 255, 255, 255, 255, 255, 3]);
    }

    #[test]
    fn the_parameter_follows_from_the_lengths() {
        assert_eq!(
            [(0, 0), (1, 1), (16, 1), (16, 11), (16, 5), (16384, 1)].map(|(n, m)| parameter(n, m)),
            [0, 0, 3, 0, 1, 13]
        );
    }
}
