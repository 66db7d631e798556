"""How well texts are encoded: TEI files of editors, stripped to plain text, encoded again, and compared line by line."""
