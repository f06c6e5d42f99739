"""What takes how long, beside the stock tools in the same run. Started by hand; no test is timed."""
