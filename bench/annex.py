"""Prints how long and how much memory the files of a large report take: 150 units and an annex of 3,000 articles.

    python -m bench.annex [--articles 3000] [--units 150]

One line a format: seconds of CPU and of the clock, bytes, and the highest memory of a process of its own.
"""

import argparse
import json
import subprocess
import sys
import time

PDF_SECONDS, PDF_MEGABYTES = 15, 512  # what an annex of 3,000 rows may take
FORMATS = ("json", "csv", "html", "xlsx", "docx", "pdf")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--units", type=int, default=150)
    parser.add_argument("--format", choices=FORMATS, help="measure this one here; without it each in a process of its own")
    args = parser.parse_args()
    if args.format:
        print(json.dumps(measured(args.format, args.articles, args.units)))
        return
    for name in FORMATS:
        command = [sys.executable, "-m", "bench.annex", "--format", name, "--articles", str(args.articles), "--units", str(args.units)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        fits = told["seconds"] < PDF_SECONDS and told["megabytes"] < PDF_MEGABYTES
        limit = f"  (limit {PDF_SECONDS} s, {PDF_MEGABYTES} MB: {'kept' if fits else 'NOT kept'})" if name == "pdf" else ""
        print(f"{name:5} {told['seconds']:6.2f} s  CPU {told['cpu']:6.2f} s  {told['bytes'] / 1e6:7.2f} MB  memory {told['megabytes']:5.0f} MB{limit}")


def measured(name: str, articles: int, units: int) -> dict[str, float]:
    import resource

    from reports.files import rendered
    from tests.reports.papers import listed, paper

    report = paper(articles=tuple(listed(number) for number in range(articles)), units=units)
    clock, cpu = time.perf_counter(), time.process_time()
    content = rendered(report, name, "0" * 64)
    seconds, used = time.perf_counter() - clock, time.process_time() - cpu
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "cpu": used, "bytes": sum(map(len, content.values())), "megabytes": highest}


if __name__ == "__main__":
    main()
