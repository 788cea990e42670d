"""The side-by-side benchmarks: each figure stands beside a peer that did the same work in the same run."""
