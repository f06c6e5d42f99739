"""Word documents that a host can edit: real styles, numbering, links and tables, written part by part."""
