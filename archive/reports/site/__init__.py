"""The collection as pages to read: static HTML, no script, nothing from elsewhere."""
