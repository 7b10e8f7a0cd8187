"""What else the outlets print: none of it is about the bureau."""
