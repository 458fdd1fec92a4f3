#!/usr/bin/env python3
#
# make_token_frequency.py
#		Write token_frequency.tsv from published lists of names.
#
# Run by hand when the sources or the rule change, never by the build.  Needs
# nothing but python's standard library.  Files may be compressed with gzip.
#
# A corpus is a set of parties with their names.  For each token
#
#		p = (expected number of parties whose randomly chosen name contains the
#			token + 1/2) / (number of parties + 1)
#
# so that a party with twenty aliases counts as much as one with none.
#
# Sanctions lists take in whole families and groups of companies at a time, and
# their name is not common because of that.  So the parties that were listed
# together form a batch, and a token counts at most once in a batch, unless the
# other tables know it as a general word (a legal form, bank, ibn).
#
# A token must occur in enough batches of a corpus to count there, and takes the
# largest p of all corpora: what is common anywhere is a weak hint everywhere.
#
# src/data/make_token_frequency.py

import argparse
import csv
import gzip
import io
import math
import os
import re
import sys
import unicodedata
from collections import defaultdict

MIN_BATCHES = 4
OFAC_BATCH = 25

APOSTROPHES = dict.fromkeys(
    [0x27, 0x60, 0xB4, 0x2018, 0x2019, 0x201B, 0x2032, 0x2035, 0xFF07]
    + list(range(0x2B9, 0x2C2)) + list(range(0x2C6, 0x2D2)) + [0xA78B, 0xA78C])


def open_text(path, encoding="utf-8"):
    raw = gzip.open(path) if path.endswith(".gz") else open(path, "rb")
    return io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")


def read_latin(path):
    table = {}
    with open_text(path) as file:
        for line in file:
            if line.startswith("#"):
                continue
            source, target = line.rstrip("\n").split("\t")[:2]
            if len(source) == 1:
                table[ord(source)] = target
    return table


class Folder:
    """The same folding as the extension's, for Latin script."""

    def __init__(self, latin):
        self.latin = latin

    def tokens(self, text):
        text = text.translate(APOSTROPHES)
        text = unicodedata.normalize("NFKD", text).casefold()
        text = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in text if unicodedata.category(c)[0] != "M")
        text = text.translate(self.latin)
        found = set()
        for token in re.split(r"[^a-z0-9]+", text):
            if len(token) >= 2 and not token.isdigit():
                found.add(token)
        return found


def read_vocabulary(paths):
    """The words of the first columns of tables."""
    words = set()
    for path in paths:
        with open_text(path) as file:
            for line in file:
                if not line.startswith("#"):
                    words.update(line.split("\t")[0].split())
    return words


class Corpus:
    vocabulary = frozenset()

    def __init__(self, title):
        self.title = title
        self.parties = 0
        self.expected = defaultdict(lambda: defaultdict(float))

    def add_party(self, token_sets, batch=None):
        """Add a party; without a batch it is one of its own."""
        self.parties += 1
        if batch is None:
            batch = self.parties
        count = defaultdict(int)
        for tokens in token_sets:
            for token in tokens:
                count[token] += 1
        for token, n in count.items():
            self.expected[token][batch] += n / len(token_sets)

    def probabilities(self):
        for token, batches in self.expected.items():
            if len(batches) < MIN_BATCHES:
                continue
            limit = math.inf if token in self.vocabulary else 1
            expected = sum(min(n, limit) for n in batches.values())
            yield token, (expected + 0.5) / (self.parties + 1)


def ofac(folder, sdn_path, alt_path):
    """Treasury's SDN.CSV and ALT.CSV; vessels and aircraft are left out: too few."""
    corpora = {"individual": Corpus("OFAC individuals"), "": Corpus("OFAC entities")}
    kind = {}
    names = {}

    with open_text(sdn_path, "latin-1") as file:
        for row in csv.reader(file):
            if len(row) < 3:
                continue
            party_kind = row[2].replace("-0-", "").strip()
            if party_kind in corpora:
                kind[row[0]] = party_kind
                names[row[0]] = [folder.tokens(row[1])]
    with open_text(alt_path, "latin-1") as file:
        for row in csv.reader(file):
            if len(row) >= 4 and row[0] in names:
                names[row[0]].append(folder.tokens(row[3]))
    for party, token_sets in names.items():
        # numbers are given in the order of listing
        corpora[kind[party]].add_party(token_sets, int(party) // OFAC_BATCH)
    return list(corpora.values())


def csl(folder, path):
    """Organisations of the US Consolidated Screening List that are not OFAC's."""
    corpus = Corpus("US Consolidated Screening List, organisations")
    with open_text(path) as file:
        for row in csv.DictReader(file):
            source = row["source"]
            if "Treasury" in source:
                continue
            if row["type"] != "Entity" and "Entity List" not in source \
                    and "Military End User" not in source and "Unverified" not in source:
                continue
            names = [row["name"]] + [n for n in row["alt_names"].split(";") if n.strip()]
            batch = row["federal_register_notice"] or row["start_date"]
            corpus.add_party([folder.tokens(n) for n in names], batch)
    return [corpus]


class CensusCorpus(Corpus):
    """Shares as published: a name is a first name of either sex and a last name."""

    def __init__(self, title):
        super().__init__(title)
        self.expected = defaultdict(float)

    def probabilities(self):
        return ((token, p) for token, p in self.expected.items())


def census(folder, male_path, female_path, last_path):
    corpus = CensusCorpus("US Census 1990")
    for path, share in ((male_path, 0.5), (female_path, 0.5), (last_path, 1.0)):
        with open_text(path) as file:
            for line in file:
                field = line.split()
                for token in folder.tokens(field[0]):
                    corpus.expected[token] += share * float(field[1]) / 100
    return [corpus]


class TokenCorpus(Corpus):
    """Tokens with counts; names have about two tokens each."""

    def __init__(self, title):
        super().__init__(title)
        self.seen = defaultdict(int)

    def probabilities(self):
        names = sum(self.seen.values()) / 2
        for token, n in self.seen.items():
            if n >= MIN_BATCHES:
                yield token, (n + 0.5) / (names + 1)


def wikidata_tokens(folder, path):
    corpus = TokenCorpus("Wikidata " + os.path.basename(path))
    with open_text(path) as file:
        for line in file:
            latin, _, count = line.rstrip("\n").split("\t")
            for token in folder.tokens(latin):
                corpus.seen[token] += int(count)
    return [corpus]


def wikidata_names(folder, path):
    corpus = Corpus("Wikidata " + os.path.basename(path))
    with open_text(path) as file:
        for line in file:
            corpus.add_party([folder.tokens(line.split("\t")[0])])
    return [corpus]


HEADER = """\
# token_frequency.tsv: how common the words of names are
#
# Columns: word (as the tokeniser leaves it), class = round(-8 log2 p), where p is
# the probability that a random name contains the word: 8 steps halve it
#
# p is the largest of the corpora below.  Within a corpus every party counts once,
# however many aliases it has, and a word that is not in the other tables counts
# once for all parties listed together; a word must occur in {min_batches} batches or
# more; half a party is added to each count.  Only words with p >= 2^-{bits} are
# listed, without single letters and numbers.
#
# Sources (number of parties or names):
{sources}# OFAC: Specially Designated Nationals list of {ofac_date}, US Treasury, public domain.
# Consolidated Screening List: US Department of Commerce, {csl_date}, public domain.
# US Census: frequently occurring first names and surnames from the 1990 census,
# US Census Bureau, public domain.  Wikidata: labels of persons, CC0.
# Licence: as the sources; the table may be used as this project.
# Written by make_token_frequency.py.
"""


def main():
    parser = argparse.ArgumentParser(description="Write token_frequency.tsv to standard output.")
    parser.add_argument("--latin", required=True, help="latin.tsv")
    parser.add_argument("--vocabulary", nargs="*", default=[],
                        help="the other word tables: legal_forms.tsv and so on")
    parser.add_argument("--ofac", nargs=2, metavar=("SDN", "ALT"), required=True)
    parser.add_argument("--ofac-date", required=True)
    parser.add_argument("--csl", required=True)
    parser.add_argument("--csl-date", required=True)
    parser.add_argument("--census", nargs=3, metavar=("MALE", "FEMALE", "LAST"), required=True)
    parser.add_argument("--tokens", nargs="*", default=[], help="Latin token, other script, count")
    parser.add_argument("--names", nargs="*", default=[], help="Latin name, other script")
    parser.add_argument("--bits", type=float, default=14, help="list words with p >= 2^-BITS")
    option = parser.parse_args()

    Corpus.vocabulary = read_vocabulary(option.vocabulary)
    folder = Folder(read_latin(option.latin))
    corpora = ofac(folder, *option.ofac) + csl(folder, option.csl)
    corpora += census(folder, *option.census)
    for path in option.tokens:
        corpora += wikidata_tokens(folder, path)
    for path in option.names:
        corpora += wikidata_names(folder, path)

    best = {}
    sources = ""
    for corpus in corpora:
        for token, p in corpus.probabilities():
            best[token] = max(p, best.get(token, 0))
        n = corpus.parties
        if isinstance(corpus, TokenCorpus):
            n = sum(corpus.seen.values()) // 2
        sources += f"#\t{corpus.title}" + (f" ({n})\n" if n else "\n")

    limit = 2.0 ** -option.bits
    sys.stdout.write(HEADER.format(min_batches=MIN_BATCHES, bits=f"{option.bits:g}",
                                   sources=sources, ofac_date=option.ofac_date,
                                   csl_date=option.csl_date))
    for token in sorted(best):
        if best[token] >= limit:
            print(f"{token}\t{math.floor(-8 * math.log2(best[token]) + 0.5)}")


if __name__ == "__main__":
    main()
