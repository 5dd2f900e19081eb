// LEMON's network simplex on one instance; prints one line of JSON like peer.py. Debian: liblemon-dev.
// Nodes: mentees, mentors, sink. A mentee without a mentor costs more than all scores together.
#include <lemon/network_simplex.h>
#include <lemon/static_graph.h>

#include <sys/resource.h>
#include <time.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

using Graph = lemon::StaticDigraph;

static double cpu() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

template <class T>
static std::vector<T> table(FILE* file, size_t count) {
  std::vector<T> values(count);
  if (fread(values.data(), sizeof(T), count, file) != count) std::exit(1);
  return values;
}

int main(int argc, char** argv) {
  if (argc < 2) return 1;
  FILE* file = fopen(argv[1], "rb");
  if (!file) return 1;
  auto head = table<uint32_t>(file, 4);
  uint64_t m = table<uint64_t>(file, 1)[0];
  uint32_t n = head[2], h = head[3];
  auto start = table<uint32_t>(file, n + 1);
  auto mentor = table<uint32_t>(file, m);
  auto score = table<int32_t>(file, m);
  auto mentee_rank = table<uint16_t>(file, m);
  auto mentor_rank = table<uint16_t>(file, m);
  auto capacity = table<uint16_t>(file, h);
  fclose(file);

  double begun = cpu();
  const long long big = 1001LL * (n + 1);
  std::vector<std::pair<int, int>> arcs;
  for (uint32_t l = 0; l < n; l++) {
    for (uint32_t e = start[l]; e < start[l + 1]; e++) arcs.push_back({l, n + mentor[e]});
    arcs.push_back({l, n + h});
  }
  for (uint32_t r = 0; r < h; r++) arcs.push_back({n + r, n + h});
  Graph graph;
  graph.build(n + h + 1, arcs.begin(), arcs.end());
  Graph::ArcMap<long long> cost(graph), upper(graph);
  Graph::NodeMap<long long> supply(graph, 0);
  size_t at = 0;
  for (uint32_t l = 0; l < n; l++) {
    for (uint32_t e = start[l]; e < start[l + 1]; e++, at++) {
      cost[graph.arc(at)] = 1001 - score[e];
      upper[graph.arc(at)] = 1;
    }
    cost[graph.arc(at)] = big;
    upper[graph.arc(at++)] = 1;
    supply[graph.node(l)] = 1;
  }
  for (uint32_t r = 0; r < h; r++, at++) {
    cost[graph.arc(at)] = 0;
    upper[graph.arc(at)] = capacity[r];
  }
  supply[graph.node(n + h)] = -static_cast<long long>(n);
  lemon::NetworkSimplex<Graph, long long, long long> simplex(graph);
  simplex.upperMap(upper).costMap(cost).supplyMap(supply);
  double built = cpu();
  if (simplex.run() != simplex.OPTIMAL) return 1;
  double solved = cpu();

  long long card = 0, weight = 0;
  at = 0;
  for (uint32_t l = 0; l < n; l++, at++)
    for (uint32_t e = start[l]; e < start[l + 1]; e++, at++)
      if (simplex.flow(graph.arc(at)) > 0) card++, weight += score[e];
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  std::string name(argv[1]);
  name = name.substr(name.rfind('/') + 1);
  name = name.substr(0, name.size() - 4);
  printf("{\"peer\": \"lemon\", \"inst\": \"%s\", \"n\": %u, \"m\": %lu, \"build\": %.6f, \"solve\": %.6f, \"card\": %lld, \"weight\": %lld, \"peak_kb\": %ld}\n",
         name.c_str(), n, static_cast<unsigned long>(m), built - begun, solved - built, card, weight, usage.ru_maxrss);
}
