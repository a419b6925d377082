"""Official files as they come: one function finds out which layout it is and keeps everything in it."""

from dakaz.figures.readers.mapped import Mapping, read_grid, read_mapped
from dakaz.figures.readers.recognised import read_cells, read_table

__all__ = ["Mapping", "read_cells", "read_grid", "read_mapped", "read_table"]
