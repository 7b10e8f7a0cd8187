"""What `jianbao doctor` looks at: one file a subject, each check a function of the home that gives its findings."""
