#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Says which files are heard in a recording, in order: lab/heard.py RECORDING-FOLDER FILES-FOLDER [NAME...]

Both are cut into tenths of a second, each with its pitch and its level. A file is heard where the recording has its pitches, one after the
other and at its level (within 2 dB). Prints "welcome 3.8 s, queue 4.1 s, agent 5.0 s"; with NAMEs the exit code is 0 only if exactly these are
heard, in this order and at least a second each, and no more than a second of the recording is anything else but silence.
"""
import math
import sys
import wave
from array import array
from pathlib import Path

WINDOW = 0.1
SILENCE = 100.0


def windows(file: Path) -> list:
    """(pitch in Hz, RMS) of each tenth of a second; None where it is silent."""
    with wave.open(str(file)) as sound:
        assert sound.getsampwidth() == 2 and sound.getnchannels() == 1, f"{file}: not 16 bit mono"
        samples, size = array("h", sound.readframes(sound.getnframes())), int(sound.getframerate() * WINDOW)
    return [tone(samples[at:at + size]) for at in range(0, len(samples) - size + 1, size)]


def tone(piece: array):
    level = math.sqrt(sum(s * s for s in piece) / len(piece))
    if level < SILENCE:
        return None
    # The zero crossings between the first and the last one, each placed between its two samples: exact to about a hertz.
    at = [i - 1 + piece[i - 1] / (piece[i - 1] - piece[i]) for i in range(1, len(piece)) if piece[i - 1] < 0 <= piece[i]]
    if len(at) < 2:
        return None
    return (len(at) - 1) / (at[-1] - at[0]) * len(piece) / WINDOW, level


def same(a, b) -> bool:
    return a is not None and b is not None and abs(a[0] - b[0]) < 8 and abs(20 * math.log10(a[1] / b[1])) < 2


def heard(recording: list, files: dict) -> list:
    """(name, from, to) in windows, in order: from each moment on the file that goes on longest; a window may be torn at a change."""
    found, at = [], 0
    while at < len(recording):
        best = max(((run(recording, at, pitches), name) for name, pitches in files.items()), default=(0, ""))
        if best[0] < 5:
            at += 1
            continue
        found.append((best[1], at, at + best[0]))
        at += best[0]
    return found


def run(recording: list, at: int, file: list) -> int:
    return max((length(recording, at, file, start) for start in range(len(file)) if same(recording[at], file[start])), default=0)


def length(recording: list, at: int, file: list, start: int) -> int:
    """How many windows agree; the clocks of two machines drift, so a single torn window between two notes does not count."""
    n, torn = 0, 0
    while at + n < len(recording) and start + n < len(file):
        if same(recording[at + n], file[start + n]):
            torn = 0
        else:
            torn += 1
            if torn > 1:
                return n - 1
        n += 1
    return n - torn


def joined(found: list) -> list:
    """Pieces of one file that follow each other count as one: [name, windows]."""
    result = []
    for name, begin, end in found:
        if result and result[-1][0] == name:
            result[-1][1] += end - begin
        else:
            result.append([name, end - begin])
    return result


def main() -> int:
    folder, sources, wanted = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
    recording = [window for file in sorted(folder.glob("*dec.wav")) for window in windows(file)]
    files = {file.stem: windows(file) for file in sources.glob("*.wav")}
    found = heard(recording, files)
    pieces = joined(found)
    covered = sum(end - begin for _, begin, end in found)
    strange = sum(window is not None for window in recording) - covered
    print(", ".join(f"{name} {n * WINDOW:.1f} s" for name, n in pieces) or "nothing", f"(else {max(0, strange) * WINDOW:.1f} s)")
    good = [name for name, _ in pieces] == wanted and all(n * WINDOW >= 1 for _, n in pieces) and strange * WINDOW <= 1
    return 0 if good or not wanted else 1


if __name__ == "__main__":
    sys.exit(main())
