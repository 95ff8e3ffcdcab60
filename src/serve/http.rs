//! HTTP: what a browser may ask of the preview.
