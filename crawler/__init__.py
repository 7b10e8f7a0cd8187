"""Getting: finding links, fetching politely, reading pages."""
