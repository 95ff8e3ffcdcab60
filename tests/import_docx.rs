//! The Word reader: odd corners with exactly what must be read
//! (`import_docx/cases.rs`), files of three writers and what is kept of them
//! (`import_docx/kept.rs`), and files that mean harm (`import_docx/hostile.rs`).

#[path = "import_docx/cases.rs"]
mod cases;
#[path = "import_docx/hostile.rs"]
mod hostile;
#[path = "import_docx/kept.rs"]
mod kept;
#[path = "import_docx/raw.rs"]
mod raw;
#[path = "import_docx/show.rs"]
mod show;
