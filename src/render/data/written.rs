//! Written: rows as comma-separated values (RFC 4180) or as JSON.
//!
//! CSV is UTF-8 with a byte order mark, by which Excel and WPS know it, with
//! lines that end in CR LF, the first of them the names of the columns. What is
//! missing is an empty cell. A text that a spreadsheet would take for a formula
//! has an apostrophe before it; numbers have none, whatever their sign. JSON
//! is a list of objects, a row a line, without what is missing.

use std::borrow::Cow;
use std::io::{self, Write};

use crate::render::data::columns::Column;

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known.
    None,
    /// Words.
    Text(Cow<'a, str>),
    /// Several words.
    List(Vec<Cow<'a, str>>),
    /// A number by its digits.
    Number(String),
    /// A whole number.
    Whole(i64),
    /// Whether something holds.
    Is(bool),
}

impl<'a> Cell<'a> {
    /// A text; nothing if it is empty.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
        let text = text.into();
        if text.is_empty() { Cell::None } else { Cell::Text(text) }
    }

    /// Texts; nothing if there are none.
    pub fn list<T: Into<Cow<'a, str>>>(texts: impl IntoIterator<Item = T>) -> Cell<'a> {
        let list: Vec<Cow<str>> = texts.into_iter().map(Into::into).collect();
        if list.is_empty() { Cell::None } else { Cell::List(list) }
    }

    /// A count.
    pub fn count(count: usize) -> Cell<'a> {
        Cell::Whole(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// What a cell of text may not begin with: spreadsheets take it for a formula,
/// in Chinese ones also the wide signs.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Writes CSV.
pub struct Csv<'w> {
    out: &'w mut dyn Write,
    line: String,
}

impl<'w> Csv<'w> {
    /// Begins a file with the names of its columns.
    pub fn new(names: &[String], out: &'w mut dyn Write) -> io::Result<Csv<'w>> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut csv = Csv { out, line: String::new() };
        let names: Vec<Cell> = names.iter().map(|name| Cell::text(name.as_str())).collect();
        csv.row(&names)?;
        Ok(csv)
    }

    /// Writes a row.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.line.clear();
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.line.push(',');
            }
            match cell {
                Cell::None => {}
                Cell::Text(text) => self.text(text),
                Cell::List(list) => self.text(&list.join(";")),
                Cell::Number(digits) => self.line.push_str(digits),
                Cell::Whole(number) => self.line.push_str(&number.to_string()),
                Cell::Is(holds) => self.line.push_str(if *holds { "true" } else { "false" }),
            }
        }
        self.line.push_str("\r\n");
        self.out.write_all(self.line.as_bytes())
    }

    fn text(&mut self, text: &str) {
        let quoted = text.contains([',', '"', '\n', '\r']);
        if quoted {
            self.line.push('"');
        }
        if text.starts_with(FORMULA) {
            self.line.push('\'');
        }
        match quoted {
            true => self.line.push_str(&text.replace('"', "\"\"")),
            false => self.line.push_str(text),
        }
        if quoted {
            self.line.push('"');
        }
    }
}

/// Writes JSON.
pub struct Json<'w> {
    columns: &'static [Column],
    out: &'w mut dyn Write,
    line: Vec<u8>,
    /// Whether there is a row before the next.
    begun: bool,
}

impl<'w> Json<'w> {
    /// Begins a file.
    pub fn new(columns: &'static [Column], out: &'w mut dyn Write) -> io::Result<Json<'w>> {
        out.write_all(b"[")?;
        Ok(Json { columns, out, line: Vec::new(), begun: false })
    }

    /// Writes a row.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.line.clear();
        self.line.extend_from_slice(if self.begun { b",\n{" } else { b"\n{" });
        self.begun = true;
        let mut first = true;
        for (column, cell) in self.columns.iter().zip(cells) {
            if *cell == Cell::None {
                continue;
            }
            if !first {
                self.line.push(b',');
            }
            first = false;
            serde_json::to_writer(&mut self.line, column.key)?;
            self.line.push(b':');
            match cell {
                Cell::None => {}
                Cell::Text(text) => serde_json::to_writer(&mut self.line, text)?,
                Cell::List(list) => serde_json::to_writer(&mut self.line, list)?,
                Cell::Number(digits) => self.line.extend_from_slice(digits.as_bytes()),
                Cell::Whole(number) => serde_json::to_writer(&mut self.line, number)?,
                Cell::Is(holds) => serde_json::to_writer(&mut self.line, holds)?,
            }
        }
        self.line.push(b'}');
        self.out.write_all(&self.line)
    }

    /// Ends the file.
    pub fn end(self) -> io::Result<()> {
        self.out.write_all(b"\n]\n")
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Csv, Json};
    use crate::render::data::columns::{Column, ColumnType};

    fn csv(cells: &[Cell]) -> String {
        let mut bytes = Vec::new();
        Csv::new(&["a".to_owned(), "一,二".to_owned()], &mut bytes).unwrap().row(cells).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn cells_are_quoted_and_no_text_is_a_formula() {
        let head = "\u{feff}a,\"一,二\"\r\n";
        for (cell, written) in [
            (Cell::text("=1+1"), "'=1+1"),
            (Cell::text("=HYPERLINK(\"x\",1)"), "\"'=HYPERLINK(\"\"x\"\",1)\""),
            (Cell::text("-3%"), "'-3%"),
            (Cell::text("－3"), "'－3"),
            (Cell::text("\t=1"), "'\t=1"),
            (Cell::text("甲\n乙"), "\"甲\n乙\""),
            (Cell::text(""), ""),
            (Cell::Number("-3.5".to_owned()), "-3.5"),
            (Cell::Whole(-3), "-3"),
            (Cell::Is(true), "true"),
            (Cell::list(["@甲", "乙"]), "'@甲;乙"),
            (Cell::None, ""),
        ] {
            assert_eq!(csv(&[cell]), format!("{head}{written}\r\n"));
        }
    }

    #[test]
    fn json_says_nothing_of_what_is_missing() {
        static COLUMNS: [Column; 3] = [
            Column { key: "a", kind: ColumnType::Text },
            Column { key: "b", kind: ColumnType::Number },
            Column { key: "c", kind: ColumnType::List },
        ];
        let mut bytes = Vec::new();
        let mut json = Json::new(&COLUMNS, &mut bytes).unwrap();
        json.row(&[Cell::None, Cell::Number("1.5".to_owned()), Cell::None]).unwrap();
        json.row(&[Cell::text("\"=\n"), Cell::None, Cell::list(["甲"])]).unwrap();
        json.end().unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "[\n{\"b\":1.5},\n{\"a\":\"\\\"=\\n\",\"c\":[\"甲\"]}\n]\n");
        let mut none = Vec::new();
        Json::new(&COLUMNS, &mut none).unwrap().end().unwrap();
        assert_eq!(none, b"[\n]\n");
    }
}
