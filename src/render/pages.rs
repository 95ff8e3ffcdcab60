//! Pages: the view of each kind of page, made from the world.
//!
//! In: the world and which page. Out: the view that its template is given.
//! One file a kind; the structs themselves are described in `view`.

pub mod courses;
pub mod dated;
pub mod editorial;
pub mod home;
pub mod honours;
pub mod levels;
pub mod metrics;
pub mod names;
pub mod organizations;
pub mod notable;
pub mod overview;
pub mod person;
pub mod provinces;
pub mod report;
pub mod summed;
pub mod text;
pub mod topic;
pub mod topics;
pub mod units;
pub mod whole;
pub mod years;
