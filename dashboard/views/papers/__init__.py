"""What stands in the documents that people sign, present and keep: every field of their templates, in words."""
