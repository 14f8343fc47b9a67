"""The yardstick of cold_start.py: what a twenty-line click + whoosh script needs to ask an index a few terms."""

import json

import click
from whoosh import fields, index, query, scoring

SCHEMA = fields.Schema(terms=fields.KEYWORD, document=fields.STORED)


@click.command()
@click.argument("folder")
@click.argument("terms", nargs=-1)
def main(folder: str, terms: tuple[str, ...]) -> None:
    """Prints the best documents of the index in FOLDER for TERMS."""
    stored = index.open_dir(folder, indexname="MAIN", schema=SCHEMA)
    with stored.searcher(weighting=scoring.Frequency()) as searcher:
        for hit in searcher.search(query.Or([query.Term("terms", term) for term in terms]), limit=5):
            document = json.loads(hit["document"])
            title, answer, url = next(iter(document["texts"].values()))[:3]
            click.echo(f"{hit.rank + 1}. {title}\n   {answer}\n   {url}\n")


main()
