#!/usr/bin/env python3
"""makeicon.py RSVG-CONVERT DRAWING ICON: an .ico that holds the drawing as PNG in every size that Windows asks for."""
import struct
import subprocess
import sys

SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
HEAD, ENTRY = 6, 16


def main() -> None:
    convert, drawing, target = sys.argv[1:]
    pictures = [subprocess.run([convert, "--width", str(size), "--height", str(size), drawing], check=True, capture_output=True).stdout
                for size in SIZES]
    offset = HEAD + ENTRY * len(pictures)
    icon = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in zip(SIZES, pictures):
        icon += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    with open(target, "wb") as file:
        file.write(icon + b"".join(pictures))


main()
