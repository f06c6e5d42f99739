"""Crashes, disks that fail, two at once, and hangs: what is promised in docs/trust.md, tried."""
