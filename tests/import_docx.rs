//! The Word reader: odd corners with exactly what must be read

#[path = "import_docx/cases.rs"]
mod cases;
#[path = "import_docx/raw.rs"]
mod raw;
#[path = "import_docx/show.rs"]
mod show;
