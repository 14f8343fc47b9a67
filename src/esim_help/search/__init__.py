"""From a customer's words to an outcome and hits. Pure: everything is read through an :class:`IndexReader`. docs/search.md, parts Q–S."""
