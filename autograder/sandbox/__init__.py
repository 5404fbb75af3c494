"""Outside the walls: starts kernels behind them, and watches what they use."""
