"""What the tests need beside Python: brought once, started on free ports as processes of our own, stopped at the end."""
