#!/usr/bin/env python3
"""Draws the packages' icon: a light curve that rises and fades, on the night sky. Writes icon.png beside this file."""
import math
import pathlib
import struct
import zlib

SIZE = 128
SUPER = 4  # samples along each side of a pixel
NIGHT, RIM, CURVE, POINT = (18, 24, 48), (58, 74, 130), (255, 170, 64), (255, 255, 255)
# Days and brightness of a supernova, in parts of the picture.
POINTS = [(0.17, 0.74), (0.30, 0.66), (0.39, 0.34), (0.48, 0.27), (0.60, 0.40), (0.72, 0.54), (0.84, 0.62)]
STARS = [(0.24, 0.22, 0.012), (0.72, 0.17, 0.016), (0.86, 0.33, 0.010), (0.58, 0.82, 0.010), (0.33, 0.86, 0.008)]


def height(x):
    """The curve: smooth between the points."""
    for (x0, y0), (x1, y1) in zip(POINTS, POINTS[1:]):
        if x0 <= x <= x1:
            t = (1 - math.cos(math.pi * (x - x0) / (x1 - x0))) / 2
            return y0 + t * (y1 - y0)
    return None


def colour(x, y):
    r = 0.22
    dx, dy = max(abs(x - 0.5) - 0.5 + r, 0), max(abs(y - 0.5) - 0.5 + r, 0)
    outside = math.hypot(dx, dy) - r
    if outside > 0:
        return (0, 0, 0, 0)
    if outside > -0.03:
        return (*RIM, 255)
    if any(math.hypot(x - px, y - py) < 0.040 for px, py in POINTS):
        return (*POINT, 255)
    at = height(x)
    if at is not None:
        slope = (height(min(x + 0.004, POINTS[-1][0])) - height(max(x - 0.004, POINTS[0][0]))) / 0.008
        if abs(y - at) / math.hypot(1, slope) < 0.019:
            return (*CURVE, 255)
    if any(math.hypot(x - sx, y - sy) < size for sx, sy, size in STARS):
        return (*POINT, 255)
    return (*NIGHT, 255)


def pixel(column, row):
    samples = [
        colour((column + (i + 0.5) / SUPER) / SIZE, (row + (j + 0.5) / SUPER) / SIZE) for i in range(SUPER) for j in range(SUPER)
    ]
    alpha = sum(s[3] for s in samples)
    rgb = [round(sum(s[c] * s[3] for s in samples) / alpha) if alpha else 0 for c in range(3)]
    return bytes([*rgb, round(alpha / len(samples))])


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


rows = b"".join(b"\0" + b"".join(pixel(column, row) for column in range(SIZE)) for row in range(SIZE))
header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 6, 0, 0, 0)
png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
pathlib.Path(__file__).with_name("icon.png").write_bytes(png)
