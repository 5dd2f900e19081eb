#!/usr/bin/env python3
"""HiGHS as the oracle: the exact optimum of both modes on a small instance.

`benefit`: coverage, then score. `agreement`: at full coverage the fewest blocking pairs (the integer programme of
Kwanashie and Manlove 2014, with a variable per edge that allows it to block).
"""
import numpy as np
import scipy.sparse as sparse
from scipy.optimize import Bounds, LinearConstraint, milp


def matching(instance, extra=0):
    n, h, m = instance["n"], instance["h"], instance["m"]
    edges, width = np.arange(m), m + extra
    rows = sparse.csr_matrix((np.ones(m), (instance["row"], edges)), shape=(n, width))
    columns = sparse.csr_matrix((np.ones(m), (instance["column"], edges)), shape=(h, width))
    return [LinearConstraint(rows, ub=np.ones(n)), LinearConstraint(columns, ub=instance["capacity"])]


def run(cost, constraints, seconds):
    size = len(cost)
    options = dict(time_limit=float(seconds), mip_rel_gap=0.0)
    return milp(cost, constraints=constraints, integrality=np.ones(size), bounds=Bounds(0, 1), options=options)


def benefit(instance, seconds=60):
    """(covered, score) or None when time is up."""
    answer = run(-(1001.0 * (instance["n"] + 1) + instance["score"]), matching(instance), seconds)
    if answer.status != 0:
        return None
    edges = np.nonzero(answer.x > 0.5)[0]
    return len(edges), int(instance["score"][edges].sum())


def agreement(instance, covered, seconds=60):
    """Fewest blocking pairs at this coverage, or None when time is up."""
    m, data = instance["m"], []
    by_row = [np.nonzero(instance["row"] == l)[0] for l in range(instance["n"])]
    by_column = [np.nonzero(instance["column"] == r)[0] for r in range(instance["h"])]
    for e in range(m):  # places·(somebody no worse for the mentee, or e may block) + mentees no worse for the mentor ≥ places
        row, column = by_row[instance["row"][e]], by_column[instance["column"][e]]
        places = int(instance["capacity"][instance["column"][e]])
        data += [(e, f, places) for f in row[instance["mentee_rank"][row] <= instance["mentee_rank"][e]]]
        alike = column[instance["mentor_rank"][column] <= instance["mentor_rank"][e]]
        data += [(e, f, 1) for f in alike if f != e] + [(e, m + e, places)]
    r, c, v = (np.array(x) for x in zip(*data))
    stable = sparse.csr_matrix((v, (r, c)), shape=(m, 2 * m))
    total = sparse.csr_matrix((np.ones(m), (np.zeros(m, dtype=int), np.arange(m))), shape=(1, 2 * m))
    places = instance["capacity"][instance["column"]]
    constraints = matching(instance, m) + [LinearConstraint(stable, lb=places), LinearConstraint(total, lb=covered, ub=covered)]
    answer = run(np.concatenate([np.zeros(m), np.ones(m)]), constraints, seconds)
    return round(answer.fun) if answer.status == 0 else None
