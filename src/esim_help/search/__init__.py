"""From a customer's words to an outcome and hits. Pure: reads through an ``IndexReader`` only. docs/search.md."""
