"""The help pages: Markdown files that come with the program, in their order, and what is found in them."""
