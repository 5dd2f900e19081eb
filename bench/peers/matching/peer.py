#!/usr/bin/env python3
"""One peer on one instance in this process; prints one line of JSON: CPU seconds, figures, peak memory.

Usage: peer.py ortools|scipy|networkx FILE
All are asked for the same: as many mentees as possible, and among those matchings the greatest score.
"""
import json
import resource
import sys
import time

import numpy as np

from generate import read

TIMES = {}


class timed:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        self.start = time.process_time()

    def __exit__(self, *_):
        TIMES[self.name] = time.process_time() - self.start


def figures(instance, edges):
    """Covered, score, blocking pairs; fails when the edges are no matching."""
    edges = np.asarray(edges, dtype=np.int64)
    load = np.bincount(instance["column"][edges], minlength=instance["h"])
    assert (load <= instance["capacity"]).all(), "a mentor has too many"
    assert len(np.unique(instance["row"][edges])) == len(edges), "a mentee is matched twice"
    mine = np.full(instance["n"], 1 << 30)
    mine[instance["row"][edges]] = instance["mentee_rank"][edges]
    worst = np.full(instance["h"], -1)
    np.maximum.at(worst, instance["column"][edges], instance["mentor_rank"][edges])
    better = instance["mentee_rank"] < mine[instance["row"]]
    taken = (load < instance["capacity"])[instance["column"]] | (instance["mentor_rank"] < worst[instance["column"]])
    return len(edges), int(instance["score"][edges].sum()), int((better & taken).sum())


def big(instance):
    """More than all scores together."""
    return 1001 * (instance["n"] + 1)


def ortools(instance):
    from ortools.graph.python import min_cost_flow
    n, h, m = instance["n"], instance["h"], instance["m"]
    source, sink = n + h, n + h + 1
    with timed("build"):
        flow = min_cost_flow.SimpleMinCostFlow()
        tail = np.concatenate([np.full(n, source), instance["row"], n + np.arange(h)]).astype(np.int32)
        head = np.concatenate([np.arange(n), n + instance["column"], np.full(h, sink)]).astype(np.int32)
        room = np.concatenate([np.ones(n), np.ones(m), instance["capacity"]]).astype(np.int64)
        cost = np.concatenate([np.zeros(n), 1001 - instance["score"], np.zeros(h)]).astype(np.int64)
        flow.add_arcs_with_capacity_and_unit_cost(tail, head, room, cost)
        flow.set_node_supply(source, n)
        flow.set_node_supply(sink, -n)
    with timed("solve"):
        status = flow.solve_max_flow_with_min_cost()
    assert status == flow.OPTIMAL, status
    return np.nonzero(flow.flows(np.arange(n, n + m)))[0]


def places(instance):
    """Every mentor as so many places: edge and place of each combination, and the number of places."""
    first = np.zeros(instance["h"] + 1, dtype=np.int64)
    np.cumsum(instance["capacity"], out=first[1:])
    count = instance["capacity"][instance["column"]]
    edge = np.repeat(np.arange(instance["m"]), count)
    start = np.zeros(instance["m"], dtype=np.int64)
    np.cumsum(count[:-1], out=start[1:])
    place = first[instance["column"][edge]] + np.arange(len(edge)) - np.repeat(start, count)
    return edge, place, int(first[-1])


def scipy(instance):
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching
    n = instance["n"]
    with timed("build"):
        edge, place, count = places(instance)
        rows = np.concatenate([instance["row"][edge], np.arange(n)])
        columns = np.concatenate([place, count + np.arange(n)])
        cost = np.concatenate([1001.0 - instance["score"][edge], np.full(n, float(big(instance)))])
        graph = csr_array((cost, (rows, columns)), shape=(n, count + n))
    with timed("solve"):
        a, b = min_weight_full_bipartite_matching(graph)
    owner = np.repeat(np.arange(instance["h"]), instance["capacity"])
    known = {(int(r), int(c)): e for e, (r, c) in enumerate(zip(instance["row"], instance["column"]))}
    return [known[int(x), int(owner[y])] for x, y in zip(a, b) if y < count]


def networkx(instance):
    import networkx as nx
    n, h = instance["n"], instance["h"]
    with timed("build"):
        graph = nx.DiGraph()
        graph.add_node("sink", demand=n)
        for l in range(n):
            graph.add_node(l, demand=-1)
            graph.add_edge(l, "sink", capacity=1, weight=big(instance))
        for e in range(instance["m"]):
            graph.add_edge(int(instance["row"][e]), n + int(instance["column"][e]), capacity=1,
                           weight=1001 - int(instance["score"][e]), number=e)
        for r in range(h):
            graph.add_edge(n + r, "sink", capacity=int(instance["capacity"][r]), weight=0)
    with timed("solve"):
        _, flow = nx.network_simplex(graph)
    return [graph[l][r]["number"] for l in range(n) for r, units in flow[l].items() if units and r != "sink"]


PEERS = {"ortools": ortools, "scipy": scipy, "networkx": networkx}

if __name__ == "__main__":
    name, path = sys.argv[1:3]
    instance = read(path)
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    card, weight, blocking = figures(instance, PEERS[name](instance))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"peer": name, "inst": path.rsplit("/", 1)[-1][:-4], "n": instance["n"], "m": instance["m"],
                      "build": TIMES["build"], "solve": TIMES["solve"], "card": card, "weight": weight, "bp": blocking,
                      "peak_kb": peak, "base_kb": base}))
