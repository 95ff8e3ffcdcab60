//! Watch: what changes in a publication's folder, in batches that have settled.
