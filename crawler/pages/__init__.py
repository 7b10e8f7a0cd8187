"""Reading pages: pure, from bytes to a Reading."""
