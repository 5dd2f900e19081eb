#!/usr/bin/env python3
"""How fast the server answers: start, monitoring page under load, the same beside 1,000 slow sockets.

Not here: single functions (crates/*/benches) or documents (bench/peers). The one decision to know: load comes
from wrk on the same machine, so its own use of the processors is part of the figures; prints Markdown.

Call: server.py OPORA DATA, where DATA is a folder `opora demo --no-serve` filled.
"""

import http.cookiejar
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

PORT = 8699
HOST = f"http://127.0.0.1:{PORT}"
PAGE = "/monitoring?on=2023-10-13"
ROUNDS = 3
LUA = """
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("FIGURES %f %f %f %d\\n", summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


def start(opora, data):
    """The running server and the milliseconds until it answered its first page."""
    began = time.monotonic()
    server = subprocess.Popen(
        [opora, "--data", data, "demo", "--listen", f"127.0.0.1:{PORT}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while True:
        try:
            urllib.request.urlopen(HOST + "/healthz", timeout=1).read()
            return server, (time.monotonic() - began) * 1000
        except OSError:
            if server.poll() is not None or time.monotonic() - began > 20:
                sys.exit("the server did not start")
            time.sleep(0.002)


def resident(server):
    """Resident memory in MB."""
    with open(f"/proc/{server.pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def sign_in():
    """The cookie header of a signed-in curator."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    form = opener.open(HOST + "/sign-in").read().decode()
    fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    fields.update(login="kurator", password="opora-demo")
    request = urllib.request.Request(HOST + "/sign-in", urllib.parse.urlencode(fields).encode(), {"Origin": HOST})
    opener.open(request).read()
    cookie = "; ".join(f"{one.name}={one.value}" for one in jar)
    page = urllib.request.urlopen(urllib.request.Request(HOST + PAGE, headers={"Cookie": cookie}))
    if page.geturl() != HOST + PAGE or page.status != 200:
        sys.exit(f"the monitoring page did not open: {page.geturl()}")
    return cookie


def load(cookie, script, connections):
    """Median of the rounds: requests per second, p50 and p95 in milliseconds; errors in all."""
    rounds = []
    for _ in range(ROUNDS):
        out = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", "-d6s", "-s", script, "-H", "Cookie: " + cookie, HOST + PAGE],
            capture_output=True, text=True, check=True).stdout
        rounds.append([float(part) for part in re.search(r"FIGURES (.*)", out).group(1).split()])
    middle = [sorted(column)[ROUNDS // 2] for column in zip(*rounds)]
    return middle[0], middle[1], middle[2], int(sum(round[3] for round in rounds))


def drip(stop, count, opened):
    """Holds sockets that send a header of one request, one byte every half second."""
    head = b"GET / HTTP/1.1\r\nHost: slow\r\nX-Slow: "
    sockets = []
    for _ in range(count):
        one = socket.create_connection(("127.0.0.1", PORT))
        one.sendall(head)
        sockets.append(one)
    opened.set()
    while not stop.wait(0.5):
        for place, one in enumerate(sockets):
            try:
                one.sendall(b"x")
            except OSError:
                # The server closed it after its time for a header: a stubborn client comes again.
                one.close()
                sockets[place] = socket.create_connection(("127.0.0.1", PORT))
                sockets[place].sendall(head)
    for one in sockets:
        one.close()


def main(opora, data):
    """Prints the table."""
    server, ready = start(opora, data)
    try:
        idle = resident(server)
        cookie = sign_in()
        with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
            script.write(LUA)
            script.flush()
            quiet = load(cookie, script.name, 8)
            stop, opened = threading.Event(), threading.Event()
            slow = threading.Thread(target=drip, args=(stop, 1000, opened))
            slow.start()
            opened.wait()
            beside = load(cookie, script.name, 8)
            stop.set()
            slow.join()
        print("| | requests/s | p50, ms | p95, ms | errors |\n|---|---|---|---|---|")
        for name, row in (("monitoring page, 8 connections", quiet), ("the same beside 1,000 slow sockets", beside)):
            print(f"| {name} | {row[0]:.0f} | {row[1]:.1f} | {row[2]:.1f} | {row[3]} |")
        print(f"\nFirst answer {ready:.0f} ms after the start; {idle:.0f} MB resident when idle, "
              f"{resident(server):.0f} MB after the load; p95 beside slow sockets {beside[2] / quiet[2]:.2f} times "
              "the quiet one.")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
