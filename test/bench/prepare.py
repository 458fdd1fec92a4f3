#!/usr/bin/env python3
"""Makes the input of the measurements from the shared data.

prepare.py SHARED_DATA FOLDER writes files for COPY to FOLDER.  Everything is
drawn with fixed seeds or ordered by MD5, so that each run measures the same.
"""

import csv
import functools
import gzip
import hashlib
import io
import os
import random
import re
import sys
import unicodedata

PROBES = 10000
BIG = 300000
NULL = '-0-'


def read(path):
    """Rows of a CSV file with a header, as dictionaries."""
    opener = gzip.open if path.endswith('.gz') else open
    with opener(os.path.join(source, path), 'rt', encoding='utf-8', newline='') as file:
        yield from csv.DictReader(file)


def read_ofac(name):
    """Rows of one of Treasury's files, which have no header and end with 0x1A."""
    path = os.path.join(source, 'lists/ofac/sdn_2023-12-28_full', name)
    with open(path, encoding='utf-8', newline='') as file:
        text = file.read().rstrip('\x1a\r\n ')
    return [[field.strip() for field in row] for row in csv.reader(io.StringIO(text, newline=''))]


def escape(value):
    if value is None or value == '':
        return r'\N'
    for char, code in (('\\', '\\\\'), ('\t', '\\t'), ('\n', '\\n'), ('\r', '\\r')):
        value = value.replace(char, code)
    return value


def write(table, rows):
    with open(os.path.join(target, table + '.tsv'), 'w', encoding='utf-8', newline='') as file:
        for row in rows:
            file.write('\t'.join(escape(str(v) if v is not None else None) for v in row) + '\n')


@functools.lru_cache(None)
def is_latin_char(char):
    return not char.isalpha() or 'LATIN' in unicodedata.name(char, '')


def is_latin(text):
    return text.isascii() or all(is_latin_char(char) for char in text)


def by_md5(names):
    return sorted(set(names), key=lambda name: hashlib.md5(name.encode()).digest())


def shared_word_pairs(names, n, rng):
    """Pairs of different names that have a word in common."""
    having = {}
    for name in names:
        for word in set(re.findall(r'\w\w\w+', name.lower())):
            having.setdefault(word, []).append(name)
    words = {}
    for word, names_of_word in having.items():
        if len(names_of_word) > 1:
            for name in names_of_word:
                words.setdefault(name, []).append(word)
    able = sorted(words)
    pairs = []
    while len(pairs) < n:
        name = rng.choice(able)
        other = rng.choice(having[rng.choice(sorted(words[name]))])
        if other != name:
            pairs.append((name, other))
    return pairs


def edit(name, rng):
    """One replaced, deleted, inserted or transposed letter."""
    letters = [i for i, c in enumerate(name) if c.isalpha()]
    i = rng.choice(letters)
    new = rng.choice('abcdefghijklmnopqrstuvwxyz')
    if name[i].isupper():
        new = new.upper()
    kind = rng.choice(('replace', 'delete', 'insert', 'transpose'))
    if kind == 'replace' and new != name[i]:
        return name[:i] + new + name[i + 1:]
    if kind == 'delete':
        return name[:i] + name[i + 1:]
    if kind == 'insert':
        return name[:i] + new + name[i:]
    if kind == 'transpose' and i + 1 < len(name) and name[i + 1].isalpha() and name[i] != name[i + 1]:
        return name[:i] + name[i + 1] + name[i] + name[i + 2:]
    return edit(name, rng)


def edited(name, n, rng):
    """A name that differs from the given one by n edits at random letters."""
    for _ in range(100):
        result = name
        for _ in range(n):
            result = edit(result, rng)
        if result != name and any(c.isalpha() for c in result):
            return result
    raise ValueError(name)


def garbage(names, words, rng):
    """Queries that nobody would type, and a few that somebody might."""
    odd = [chr(c) for c in (0x00AD, 0x00A0, 0x200B, 0x202E, 0x0301, 0x0308, 0xFFFD, 0x1F600, 0x0378, 0x0660)]
    kind = rng.randrange(8)
    some = [rng.choice(words) for _ in range(rng.randint(1, 6))]
    if kind == 0:
        return ' '.join(some)
    if kind == 1:
        return ''.join(some)
    if kind == 2:
        return ' '.join(w[:rng.randint(1, 3)] for w in some)
    if kind == 3:
        return ' '.join(rng.choice('abcdefghijklmnopqrstuvwxyz') for _ in some)
    if kind == 4:
        return ''.join(rng.choice('abcdefghijklmnopqrstuvwxyz \'-.,&0123456789') for _ in range(rng.randint(1, 40)))
    if kind == 5:
        return ''.join(c + (rng.choice(odd) if rng.random() < 0.3 else '') for c in rng.choice(names))
    if kind == 6:
        return ' '.join(some * rng.randint(2, 20))
    return ''.join(chr(rng.choice((rng.randint(0x410, 0x44F), rng.randint(0x4E00, 0x9FFF), rng.randint(0x600, 0x6FF),
                                   0x20))) for _ in range(rng.randint(1, 20)))


def main():
    sdn = read_ofac('sdn.csv')
    alt = read_ofac('alt.csv')
    add = read_ofac('add.csv')
    remarks = {row[0]: row[11] for row in sdn}
    for row in read_ofac('sdn_comments.csv'):
        remarks[row[0]] = remarks.get(row[0], '') + row[1]
    ofac = [(row[0], 'primary', row[1]) for row in sdn] + [(row[0], 'alias', row[3]) for row in alt]
    listed = [name for _, _, name in ofac]
    write('ofac', ofac)
    write('fact', [
        ('entities', len(sdn)),
        ('aliases', len(alt)),
        ('weak aliases', sum(len(re.findall(r"a\.k\.a\. '", text)) for text in remarks.values())),
        ('addresses', sum(any(field != NULL for field in row[2:]) for row in add)),
    ])

    known = {row['negative_name'] for row in read('negatives/known_sdn_hits.csv')}
    us = [row['full_name'] for row in read('negatives/persons_us_50k.csv.gz')]
    world = [row['full_name'] for row in read('negatives/persons_global_50k.csv.gz')]
    orgs = [row['name'] for row in read('negatives/orgs_ieee_registry.csv.gz')]
    probes = []
    for label, names, n in (('persons_us', us, PROBES // 3), ('persons_global', world, PROBES // 3),
                            ('orgs_ieee', orgs, PROBES - PROBES // 3 * 2)):
        probes += [(label, name) for name in by_md5(n for n in names if n not in known)[:n]]
    write('probe', probes)

    people = (row['full_name'] for row in read('negatives/synthetic_us_persons_1M.csv.gz'))
    write('people', ([next(people)] for _ in range(BIG - len(listed))))

    aliases = [(row['ent_num'], row['primary_name'], row['alias']) for row in read('pairs/ofac_alias_dev.csv')]
    write('alias', aliases)
    write('gold', [(row['schema'], row['name1'], row['name2'], row['is_match'], row['logic_v2_score'] or None)
                   for row in read('pairs/name_bench_dev.csv') if is_latin(row['name1'] + row['name2'])])
    write('un', [(plain['full_name'], treated['full_name'])
                 for plain, treated in zip(read('pairs/yente_positives_un_untreated.csv'),
                                           read('pairs/yente_positives_un_treated.csv'))])

    rng = random.Random(1)
    latin = by_md5(name for name in us + orgs if is_latin(name))
    write('latin', ([name] for name in latin[:60000]))

    rng = random.Random(2)
    write('pair', [('random', rng.choice(listed), rng.choice(probes)[1]) for _ in range(50000)] +
          [('word', a, b) for a, b in shared_word_pairs(listed, 50000, rng)])

    rng = random.Random(3)
    sample = rng.sample(sorted({name for name in listed if sum(c.isalpha() for c in name) >= 3}), 6000)
    write('edit', [(n, name, edited(name, n, rng)) for n in (1, 2) for name in sample])

    rng = random.Random(4)
    words = sorted({word for name in listed for word in name.split()})
    write('query', [('listed', name) for name in rng.sample(listed, 500)] +
          [('alias', edited(alias, rng.randint(1, 3), rng)) for _, _, alias in rng.sample(aliases, 500)] +
          [('negative', name) for _, name in rng.sample(probes, 600)] +
          [('garbage', garbage(listed, words, rng)) for _ in range(400)])


source, target = sys.argv[1:]
main()
