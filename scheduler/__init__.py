"""Time: the timetable and the clock that starts commands."""
