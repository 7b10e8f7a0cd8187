"""Points: what publications are worth by the bureau's own rule, and who leads."""
