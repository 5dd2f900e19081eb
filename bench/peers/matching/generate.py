#!/usr/bin/env python3
"""Seeded instances of mentors and mentees: uniform, skewed, school-like.

Usage: generate.py OUT.bin --family uniform|skewed|school --n MENTEES --h MENTORS --k CANDIDATES --seed SEED [--rho PLACES_PER_MENTEE]

Layout, little endian: u32 magic, u32 version, u32 n, u32 h, u64 m, u32 row_start[n+1], u32 mentor[m], i32 score[m],
u16 mentee_rank[m], u16 mentor_rank[m], u16 capacity[h]. Scores 1 to 1000; rank 1 is the best tie class.
"""
import argparse

import numpy as np


def capacities(rng, count, mean):
    """1 to 4 places per mentor with the mean asked for (maximum entropy)."""
    mean = min(max(mean, 1.02), 3.98)
    low, high, places = -20.0, 20.0, np.arange(1, 5)
    for _ in range(80):
        tilt = (low + high) / 2
        share = np.exp(tilt * (places - 2.5))
        share /= share.sum()
        low, high = (tilt, high) if (share * places).sum() < mean else (low, tilt)
    return rng.choice(places, size=count, p=share).astype(np.uint16)


def classes(group, key, joins):
    """Dense tie classes inside each group, ascending by key; `joins(sorted_same, order)` says who shares the class before."""
    order = np.lexsort((key, group))
    sorted_group = group[order]
    same = np.zeros(len(order), dtype=bool)
    same[1:] = sorted_group[1:] == sorted_group[:-1]
    step = np.where(same & joins(order), 0, 1)
    total = np.cumsum(step)
    start = np.maximum.accumulate(np.where(~same, total, 0))
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = total - start + 1
    return np.minimum(ranks, 65534).astype(np.uint16)


def by_chance(group, key, rng, density=0.5):
    return classes(group, key, lambda order: rng.random(len(order)) < density)


def by_bucket(group, value, width):
    bucket = (-(value // width)).astype(np.int64)

    def joins(order):
        same = np.zeros(len(order), dtype=bool)
        same[1:] = bucket[order][1:] == bucket[order][:-1]
        return same

    return classes(group, bucket, joins)


def candidates(rng, family, n, h, k, row):
    if family == "uniform":
        return rng.integers(0, h, n * k), None
    if family == "skewed":  # popularity grows linearly from 1 to 10
        popularity = np.linspace(1, 10, h)
        rng.shuffle(popularity)
        cumulated = np.cumsum(popularity) / popularity.sum()
        return np.minimum(np.searchsorted(cumulated, rng.random(n * k)), h - 1), popularity
    schools = max(1, round((n + h) / 180))  # 85 % of the candidates are in the mentee's own school
    of_mentee, of_mentor = rng.integers(0, schools, n), np.sort(rng.integers(0, schools, h))
    first = np.searchsorted(of_mentor, np.arange(schools))
    last = np.searchsorted(of_mentor, np.arange(schools), side="right")
    own, school = rng.random(n * k) < 0.85, of_mentee[row]
    count = np.maximum(last[school] - first[school], 1)
    inside = first[school] + (rng.random(n * k) * count).astype(np.int64)
    column = np.where(own & (last[school] > first[school]), inside, rng.integers(0, h, n * k))
    return np.minimum(column, h - 1), None


def generate(family, n, h, k, seed, rho=1.0):
    rng = np.random.Generator(np.random.PCG64(seed))
    k = min(k, h)
    capacity = capacities(rng, h, rho * n / h)
    row = np.repeat(np.arange(n, dtype=np.int64), k)
    column, popularity = candidates(rng, family, n, h, k, row)
    key = np.unique(row * h + column)
    row, column = key // h, key % h
    m = len(row)
    if family == "uniform":
        score = rng.integers(1, 1001, m)
        mentee_rank, mentor_rank = by_chance(row, rng.random(m), rng), by_chance(column, rng.random(m), rng)
    elif family == "skewed":
        score = np.clip(popularity[column] * 60 + rng.normal(300, 150, m), 1, 1000).astype(np.int64)
        mentee_rank = by_chance(row, -(score + rng.normal(0, 80, m)), rng)
        merit = rng.random(n) * 400
        mentor_rank = by_chance(column, -(merit[row] + rng.normal(0, 120, m)), rng)
    else:  # latent interests and free hours; the questionnaire is a coarse, noisy view of the score
        mentees, mentors = rng.normal(size=(n, 8)), rng.normal(size=(h, 8))
        mentees /= np.linalg.norm(mentees, axis=1)[:, None]
        mentors /= np.linalg.norm(mentors, axis=1)[:, None]
        alike = np.einsum("ij,ij->i", mentees[row], mentors[column])
        hours = rng.integers(1, 1 << 10, n)[row] & rng.integers(1, 1 << 10, h)[column]
        overlap = sum(((hours >> bit) & 1).astype(float) for bit in range(10))
        score = np.clip(500 + 380 * alike + 40 * (overlap - 2.5), 1, 1000).astype(np.int64)
        mentee_rank = by_bucket(row, score + rng.normal(0, 90, m), 90)
        mentor_rank = by_bucket(column, score + rng.normal(0, 90, m), 90)
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(row, minlength=n), out=start[1:])
    return dict(n=n, h=h, m=m, start=start, row=row, column=column, score=np.asarray(score, dtype=np.int64),
                mentee_rank=mentee_rank, mentor_rank=mentor_rank, capacity=capacity)


def write(instance, path):
    with open(path, "wb") as file:
        np.array([0x5452484D, 1, instance["n"], instance["h"]], dtype="<u4").tofile(file)
        np.array([instance["m"]], dtype="<u8").tofile(file)
        for name, kind in [("start", "<u4"), ("column", "<u4"), ("score", "<i4"),
                           ("mentee_rank", "<u2"), ("mentor_rank", "<u2"), ("capacity", "<u2")]:
            instance[name].astype(kind).tofile(file)


def read(path):
    data = open(path, "rb").read()
    n, h = (int(x) for x in np.frombuffer(data, "<u4", 2, 8))
    m, at = int(np.frombuffer(data, "<u8", 1, 16)[0]), 24
    instance = dict(n=n, h=h, m=m)
    for name, kind, count in [("start", "<u4", n + 1), ("column", "<u4", m), ("score", "<i4", m),
                              ("mentee_rank", "<u2", m), ("mentor_rank", "<u2", m), ("capacity", "<u2", h)]:
        values = np.frombuffer(data, kind, count, at)
        at += values.nbytes
        instance[name] = values.astype(np.int64)
    instance["row"] = np.repeat(np.arange(n), np.diff(instance["start"]))
    return instance


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--family", default="school")
    for name, default in [("n", 110), ("h", 70), ("k", 10), ("seed", 1)]:
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--rho", type=float, default=1.0)
    asked = parser.parse_args()
    write(generate(asked.family, asked.n, asked.h, asked.k, asked.seed, asked.rho), asked.out)
