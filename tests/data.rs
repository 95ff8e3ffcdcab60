//! Open data: what `datapackage.json` says of the tables is so, and the parts
//! are parts of the whole. Whether it validates with the standard's own program
//! is asked by hand; what that asks for is asked here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use huibian::disk::Folder;
use huibian::model::Settings;
use huibian::pipeline::Session;
use huibian::plan::Route;
use huibian::render::Content;
use serde_json::Value;

fn session() -> Session {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/publication");
    Session::open(Arc::new(Folder::open(&root).unwrap()), &Settings::default())
}

fn text(session: &Session, route: &str) -> String {
    let route = Route::new(route);
    let Content::Bytes(bytes) = session.render(&route).content else { panic!("{route} is made") };
    let mut streamed = Vec::new();
    session.stream(&route, &mut streamed).unwrap();
    assert_eq!(streamed, bytes, "{route}: piece by piece it is the same");
    String::from_utf8(bytes).unwrap()
}

/// The rows of a table, read as RFC 4180 says.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut characters = csv.strip_prefix('\u{feff}').expect("a byte order mark").chars().peekable();
    while let Some(c) = characters.next() {
        let row = rows.last_mut().unwrap();
        match c {
            '"' if quoted && characters.peek() == Some(&'"') => {
                row.last_mut().unwrap().push(characters.next().unwrap())
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted => {
                assert_eq!(characters.next(), Some('\n'), "lines end in CR LF");
                rows.push(vec![String::new()]);
            }
            '\n' if !quoted => panic!("a line ends without CR"),
            c => row.last_mut().unwrap().push(c),
        }
    }
    assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line ends too");
    rows
}

fn package(session: &Session) -> Value {
    serde_json::from_str(&text(session, "data/datapackage.json")).unwrap()
}

/// A table with its columns by key.
struct Table {
    name: String,
    /// What each column is called in the file.
    names: BTreeMap<String, String>,
    keys: Vec<(String, String)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(session: &Session, resource: &Value) -> Table {
        let name = resource["name"].as_str().unwrap().to_owned();
        let field = |field: &Value, key: &str| field[key].as_str().unwrap().to_owned();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let mut rows = rows(&text(session, &format!("data/{}", resource["path"].as_str().unwrap())));
        let head = rows.remove(0);
        let names: Vec<String> = fields.iter().map(|one| field(one, "name")).collect();
        assert_eq!(head, names, "{name}");
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{name}: each column has its own name");
        for (one, name) in fields.iter().zip(&names) {
            assert_ne!(name, one["key"].as_str().unwrap_or_default(), "{name} has a name in Chinese");
            assert!(!field(one, "description").is_empty(), "{name} is explained");
        }
        Table {
            names: fields.iter().map(|one| (field(one, "key"), field(one, "name"))).collect(),
            keys: fields.iter().map(|one| (field(one, "key"), field(one, "type"))).collect(),
            name,
            rows,
        }
    }

    fn column(&self, key: &str) -> Vec<&str> {
        let place = self.keys.iter().position(|(known, _)| known == key).unwrap();
        self.rows.iter().map(|row| row[place].as_str()).collect()
    }
}

fn tables(session: &Session) -> Vec<Table> {
    package(session)["resources"].as_array().unwrap().iter().map(|resource| Table::read(session, resource)).collect()
}

#[test]
fn cells_are_what_the_package_says_and_json_has_the_same() {
    let session = session();
    for table in tables(&session) {
        assert!(!table.rows.is_empty(), "{}: the publication has some", table.name);
        let json: Vec<BTreeMap<String, Value>> =
            serde_json::from_str(&text(&session, &format!("data/{}.json", table.name))).unwrap();
        assert_eq!(json.len(), table.rows.len(), "{}", table.name);
        for (row, object) in table.rows.iter().zip(&json) {
            assert_eq!(row.len(), table.keys.len(), "{}: {row:?}", table.name);
            for ((key, kind), cell) in table.keys.iter().zip(row) {
                let value = object.get(key);
                match kind.as_str() {
                    _ if cell.is_empty() => assert_eq!(value, None, "{}: {key}", table.name),
                    "integer" | "year" => assert_eq!(value.and_then(Value::as_i64), cell.parse().ok(), "{key} {cell}"),
                    "number" => assert_eq!(value.and_then(Value::as_f64), cell.parse().ok(), "{key} {cell}"),
                    "boolean" => assert_eq!(value.and_then(Value::as_bool), cell.parse().ok(), "{key} {cell}"),
                    _ => {
                        let told = match value {
                            Some(Value::Array(list)) => {
                                list.iter().map(|one| one.as_str().unwrap()).collect::<Vec<_>>().join(";")
                            }
                            value => value.and_then(Value::as_str).unwrap().to_owned(),
                        };
                        assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), told.as_str(), "{key}");
                    }
                }
            }
            assert!(object.keys().all(|key| table.names.contains_key(key)), "{}: {object:?}", table.name);
        }
    }
}

#[test]
fn keys_are_unique_and_lead_somewhere() {
    let session = session();
    let (package, tables) = (package(&session), tables(&session));
    let named = |name: &str| tables.iter().find(|table| table.name == name).unwrap();
    for resource in package["resources"].as_array().unwrap() {
        let table = named(resource["name"].as_str().unwrap());
        let key_of = |name: &Value| {
            let name = name.as_str().unwrap();
            table.names.iter().find(|(_, known)| *known == name).unwrap().0.clone()
        };
        let primary: Vec<String> =
            resource["schema"]["primaryKey"].as_array().into_iter().flatten().map(key_of).collect();
        if !primary.is_empty() {
            let columns: Vec<Vec<&str>> = primary.iter().map(|key| table.column(key)).collect();
            let values: BTreeSet<Vec<&str>> =
                (0..table.rows.len()).map(|row| columns.iter().map(|column| column[row]).collect()).collect();
            assert_eq!(values.len(), table.rows.len(), "{}: {primary:?}", table.name);
        }
        for foreign in resource["schema"]["foreignKeys"].as_array().into_iter().flatten() {
            let ids: BTreeSet<&str> =
                named(foreign["reference"]["resource"].as_str().unwrap()).column("id").into_iter().collect();
            let key = key_of(&foreign["fields"][0]);
            for id in table.column(&key).into_iter().filter(|id| !id.is_empty()) {
                assert!(ids.contains(id), "{}: {key} {id}", table.name);
            }
        }
    }
}

#[test]
fn every_part_is_a_part_of_its_table() {
    let session = session();
    let whole = |table: &str| -> BTreeSet<Vec<String>> {
        rows(&text(&session, &format!("data/{table}.csv"))).into_iter().collect()
    };
    let (totals, figures, topics) = (whole("totals"), whole("figures"), whole("topic-counts"));
    let routes: Vec<String> = session.routes().map(|(route, _)| route.as_str().to_owned()).collect();
    let mut parts = BTreeSet::new();
    for route in routes.iter().filter(|route| route.starts_with("data/") && route.matches('/').count() == 2) {
        let folder = route.split('/').nth(1).unwrap();
        let whole = match folder {
            "figures" => &figures,
            "topics" => &topics,
            _ => &totals,
        };
        let part = rows(&text(&session, route));
        assert!(part.len() > 1 && part.iter().all(|row| whole.contains(row)), "{route}: {part:?}");
        parts.insert(folder.to_owned());
    }
    assert_eq!(parts.into_iter().collect::<Vec<_>>(), ["figures", "metrics", "organizations", "topics", "years"]);
}
