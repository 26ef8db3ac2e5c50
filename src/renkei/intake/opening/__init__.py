"""Any file as plain grids of values: nothing in it is executed, followed or trusted."""
